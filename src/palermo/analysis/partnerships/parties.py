"""Who can be a party of a tie: a body with a name of its own, never a State, the whole United Nations or a text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from palermo.linking.organisations import WORD, is_acronym, provisional, small_words, stem
from palermo.linking.proposals import PROVISIONAL
from palermo.registry import Registry
from palermo.statements import RefType, normalised
from palermo.vocabulary.lines import rows
from palermo.vocabulary.organs import organs

LISTED = re.compile(r"\s*(?:,|;|،|، و|、|\band\b|\bas well as\b|\bet\b|\by(?: de)?\b|\bи\b|和|与|及)\s*")
"""What stands between the names of a list."""
ARTICLE = re.compile(r"^(?:the|la|le|les|l['’]|el|los|las|del|de la|du|des)\s+|^l['’]", re.IGNORECASE)
FOLLOWED = re.compile(r"\s+(?:on|in|at|to|for|en|à|в|sur|para|sobre)(?:\s+|$)|\s*[(（,]")
"""What may follow a name and is no part of it: `the Organization in Prague`."""
LONGEST = 120
"""Characters of a name."""
ARABIC_ARTICLE = "ال"
CJK = re.compile(r"[\u4e00-\u9fff]")
PARTICLES = re.compile("[供由于在将的把被]")
"""Chinese words of a sentence, which no name of a body has."""
CHINESE = 6
"""Fewest characters by which a part of a Chinese name tells the whole."""


class LeftOut(StrEnum):
    """Why a name that a statement gives is no party of a tie."""

    STATE = "state"
    """A State or an organ of one: it is served or takes part, and is no agency."""
    GROUP = "group"
    """A class of actors: civil society, law enforcement."""
    WHOLE = "whole"
    """The United Nations as a whole, its Member States, or an organ in which States meet."""
    NO_NAME = "no-name"
    """Words that name no body: `the Office`, a text, a part of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lists of `party_words.yaml`."""

    heads: frozenset[str]
    texts: frozenset[str]
    state: frozenset[str]
    vague: frozenset[str]
    wholes: frozenset[str]
    ids: frozenset[str]
    titles: frozenset[str]
    joint: re.Pattern[str]


Answer = tuple[str, ...] | LeftOut
"""The parties that one name names, or why it names none."""


class Parties:
    """Takes the names of statements for parties, and remembers how those are called that the registry does not know."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._texts = _texts(registry)
        self._known: dict[tuple[str | None, str, str], Answer] = {}
        self._printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.left_out: Counter[LeftOut] = Counter()

    def of(self, refs: Sequence[Mapping[str, str | None]], *, counted: bool = True) -> tuple[str, ...]:
        """Parties that the refs of one field name, each once; refs as rows of `id`, `name` and `type`.

        counted: whether what is left out is counted.
        """
        found: list[str] = []
        for row in self._joined(refs):
            answer = self.one(row.get("id"), row.get("name") or "", row.get("type") or "")
            if not isinstance(answer, LeftOut):
                found += answer
            elif counted:
                self.left_out[answer] += 1
        return tuple(dict.fromkeys(found))

    def one(self, id: str | None, name: str, type: str) -> Answer:
        """The parties that a name names: more than one where it is a list of names."""
        key = (id, name, type)
        if key not in self._known:
            self._known[key] = self._asked(id, " ".join(name.split()), type)
        answer = self._known[key]
        for party in () if isinstance(answer, LeftOut) else answer:
            if party.startswith(PROVISIONAL):
                self._printed[party][_alone(name)] += 1
        return answer

    def name(self, party: str) -> str | None:
        """How documents call a party that the registry does not know: its fullest frequent name; None for others."""
        printed = self._printed.get(party)
        if not printed:
            return None
        ordered = sorted(printed, key=lambda name: (-printed[name], name))
        return next((name for name in ordered if not is_acronym(name)), ordered[0])

    def _joined(self, refs: Sequence[Mapping[str, str | None]]) -> Iterable[Mapping[str, str | None]]:
        """Refs in order; two that a list has cut apart are one: `Gender Equality | and the Empowerment of Women`."""
        at = 0
        while at < len(refs):
            pair = refs[at : at + 2]
            whole = self._cut_apart(pair) if len(pair) == 2 else None
            yield whole or refs[at]
            at += 2 if whole else 1

    def _cut_apart(self, pair: Sequence[Mapping[str, str | None]]) -> Mapping[str, str | None] | None:
        if any((one.get("id") or "") in self._registry.entities for one in pair):
            return None
        first, second = (one.get("name") or "" for one in pair)
        for mark in (" and ", " and the ", " et ", " y "):
            match = self._registry.named(f"{first}{mark}{second}")
            if match:
                return {"id": match.id, "name": f"{first}{mark}{second}", "type": RefType.ENTITY}
        return None

    def _asked(self, id: str | None, name: str, type: str) -> Answer:
        words = party_words()
        if type == RefType.STATE or (id or "").startswith("state:"):
            return LeftOut.STATE
        if type == RefType.GROUP:
            return LeftOut.GROUP
        if id in words.ids or normalised(ARTICLE.sub("", name)) in words.wholes:
            return LeftOut.WHOLE
        if normalised(name) in self._texts:
            return LeftOut.NO_NAME
        if id and not id.startswith(PROVISIONAL):
            return (id,) if id in self._registry.entities else LeftOut.NO_NAME
        if listed := self._listed(name) or self._unspaced(name):
            return listed
        if all(self._registry.state(part) for part in _parts(name)):
            return LeftOut.STATE
        return self._unknown(id, name)

    def _listed(self, name: str) -> tuple[str, ...]:
        """Entities of the registry that a list of names holds, or that a name begins with."""
        found = [self._entity(part) for part in _parts(name)]
        return tuple(dict.fromkeys(one for one in found if one and one not in party_words().ids))

    def _entity(self, part: str) -> str | None:
        cuts = [part, *(part[: mark.start()] for mark in FOLLOWED.finditer(part))]
        if normalised(part) in self._texts:
            return None
        return next((match.id for cut in cuts if (match := self._registry.named(cut))), None)

    def _unspaced(self, name: str) -> tuple[str, ...]:
        """The entity whose Chinese name holds, or stands in, one that was cut out of a text without blanks."""
        if name.isascii() or len(name) < CHINESE or not CJK.search(name):
            return ()
        rows = self._registry.entities.values()
        names = ((one.id, one.names["zh"]) for one in rows if "zh" in one.names)
        found = [id for id, full in names if len(full) >= CHINESE and (full in name or name in full)]
        return tuple(found) if len(found) == 1 else ()

    def _unknown(self, id: str | None, name: str) -> Answer:
        if id is None or len(name) > LONGEST:
            return LeftOut.NO_NAME
        own = _alone(name)
        refused = refusal(own)
        return refused if refused else (id if own == name else provisional(own),)


def refusal(name: str) -> LeftOut | None:
    """Why the name of a body that the registry does not know is none, or None where it reads as the name of one.

    >>> refusal("World Food Programme"), str(refusal("Ministry of Justice")), str(refusal("United Nations Office"))
    (None, 'state', 'no-name')
    """
    known = party_words()
    words = [word.removeprefix(ARABIC_ARTICLE) for word in WORD.findall(normalised(name))]
    stems = {stem(word) for word in words} | set(words)
    if stems & known.state:
        return LeftOut.STATE
    if stems & known.texts or not _proper(name) or words[0] in known.titles | {"a", "an"} or re.search(r"\d{4}", name):
        return LeftOut.NO_NAME
    if CJK.search(name):
        whole = len(name) >= CHINESE and name.endswith(tuple(known.heads)) and not PARTICLES.search(name)
        return None if whole else LeftOut.NO_NAME
    common = known.vague | known.heads | small_words()
    own = [word for word in words if word not in common and stem(word) not in common]
    return None if stems & known.heads and own else LeftOut.NO_NAME


def _proper(name: str) -> bool:
    """Whether a name begins with a capital and, in Latin letters, goes on so; Russian has but the first."""
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", name) if normalised(word) not in small_words()]
    cased = [word for word in words if word[0].lower() != word[0].upper()]
    latin = bool(cased) and cased[0][0] < "\u0250"
    first = not cased or cased[0][0].isupper()
    return bool(words) and first and (not latin or sum(word[0].isupper() for word in cased) >= 0.7 * len(cased))


def _texts(registry: Registry) -> frozenset[str]:
    """Names of instruments, folded: `CRC` is printed for a committee less often than for its convention."""
    rows = registry.instruments.values()
    return frozenset(normalised(name) for row in rows for name in (row.id, *row.names.values(), *row.matching))


def _alone(name: str) -> str:
    """A name without the partner that is read as a part of it: `the Fund, in cooperation with the Bank`."""
    return party_words().joint.split(" ".join(name.split()), maxsplit=1)[0].strip(" ,")


def _parts(name: str) -> list[str]:
    parts = [ARTICLE.sub("", part).strip() for part in LISTED.split(name)]
    return [part for part in parts if part]


@lru_cache(maxsize=1)
def party_words() -> Words:
    """The lists of `party_words.yaml`; raises RegistryInvalid with file and line where it is wrong."""
    text = (files("palermo.analysis.partnerships") / "party_words.yaml").read_text(encoding="utf-8")
    by_id = {row.text("id"): tuple(row.texts("words")) for row in rows(text, "party_words.yaml")}
    folded = {id: frozenset(map(normalised, words)) for id, words in by_id.items()}
    met = (label for one in organs() if one.id in by_id["organs"] for label in one.labels.values())
    return Words(
        heads=folded["heads"],
        texts=folded["texts"],
        state=folded["state"],
        vague=folded["vague"],
        wholes=folded["wholes"] | frozenset(map(normalised, met)),
        ids=frozenset(by_id["ids"]),
        titles=folded["titles"],
        joint=re.compile("|".join(map(re.escape, by_id["joint"])), re.IGNORECASE),
    )

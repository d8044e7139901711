"""Parties of ties: bodies with a proper name; no States, texts, or the United Nations as a whole."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from palermo.languages.language_words import LanguageWords
from palermo.linking.organisation_names import (
    WORD_PATTERN,
    is_acronym,
    load_small_words,
    make_provisional_id,
    strip_plural,
)
from palermo.registry import Registry
from palermo.statements import PROVISIONAL_PREFIX, RefType, normalise_text
from palermo.vocabulary.organs import load_organs
from palermo.vocabulary.yaml_rows import parse_rows

_WORDS = LanguageWords("analysis")
LIST_SEPARATOR = _WORDS.compile_pattern(r"\s*(?:,|;|،|、|{parties.separators})\s*")
LEADING_ARTICLE = _WORDS.compile_pattern(r"^(?:{parties.articles})\s+|^(?:{parties.elided_articles})", re.IGNORECASE)
NAME_TAIL = _WORDS.compile_pattern(r"\s+(?:{parties.tails})(?:\s+|$)|\s*[(（,]")
"""Beginning of what may follow a name without being part of it: `the Organization in Prague`."""
MAX_NAME_CHARS = 120
ARABIC_ARTICLE = "ال"
CJK = re.compile(r"[\u4e00-\u9fff]")
CHINESE_PARTICLES = _WORDS.compile_pattern("[{parties.particles}]")
"""Chinese function words of a sentence, which do not occur in names."""
MIN_CHINESE_NAME_CHARS = 6
"""Minimum characters of a part of a Chinese name that identifies the whole."""


class ExclusionReason(StrEnum):
    """Why a name in a statement is no party of a tie."""

    STATE = "state"
    """A State or one of its organs: it is served or takes part, but is no agency."""
    GROUP = "group"
    """A class of actors: civil society, law enforcement."""
    UNITED_NATIONS = "whole"
    """The United Nations as a whole, its Member States, or an intergovernmental organ."""
    NO_NAME = "no-name"
    """Words that name no body: `the Office`, a text, a part of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLexicon:
    """The section `parties` of `languages/<code>/analysis.yaml`, and the ids of `party_words.yaml`."""

    heads: frozenset[str]
    texts: frozenset[str]
    state: frozenset[str]
    vague: frozenset[str]
    wholes: frozenset[str]
    ids: frozenset[str]
    titles: frozenset[str]
    joint: re.Pattern[str]


PartyResolution = tuple[str, ...] | ExclusionReason
"""The parties that a name stands for, or why there are none."""


class PartyResolver:
    """Resolves names in statements to parties, and collects the printed names of unknown ones."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._texts = _collect_instrument_names(registry)
        self._resolutions: dict[tuple[str | None, str, str], PartyResolution] = {}
        self._printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.left_out: Counter[ExclusionReason] = Counter()

    def resolve_refs(
        self, refs: Sequence[Mapping[str, str | None]], *, count_exclusions: bool = True
    ) -> tuple[str, ...]:
        """Return the distinct parties of the refs of one field, given as rows of `id`, `name`, `type` and `state`.

        A body of a State is one only if it is in the registry.
        `count_exclusions`: whether names that are no party are counted.
        """
        parties: list[str] = []
        for row in self._join_split_names(refs):
            is_state_body = row.get("state") and row.get("id") not in self._registry.entities
            type = RefType.STATE if is_state_body else row.get("type") or ""
            answer = self.resolve_name(row.get("id"), row.get("name") or "", type)
            if not isinstance(answer, ExclusionReason):
                parties += answer
            elif count_exclusions:
                self.left_out[answer] += 1
        return tuple(dict.fromkeys(parties))

    def resolve_name(self, id: str | None, name: str, type: str) -> PartyResolution:
        """Return the parties that a name stands for, several if it is a list of names."""
        key = (id, name, type)
        if key not in self._resolutions:
            self._resolutions[key] = self._resolve_uncached(id, " ".join(name.split()), type)
        answer = self._resolutions[key]
        for party in () if isinstance(answer, ExclusionReason) else answer:
            if party.startswith(PROVISIONAL_PREFIX):
                self._printed[party][_strip_partner(name)] += 1
        return answer

    def get_printed_name(self, party: str) -> str | None:
        """Return the longest frequent printed name of a party that the registry does not know, else None."""
        printed = self._printed.get(party)
        if not printed:
            return None
        ordered = sorted(printed, key=lambda name: (-printed[name], name))
        return next((name for name in ordered if not is_acronym(name)), ordered[0])

    def _join_split_names(self, refs: Sequence[Mapping[str, str | None]]) -> Iterable[Mapping[str, str | None]]:
        """Yield refs in order; two names that a list has split become one.

        For example, `Gender Equality` and `and the Empowerment of Women` are one name.
        """
        index = 0
        while index < len(refs):
            pair = refs[index : index + 2]
            joined_name = self._rejoin_pair(pair) if len(pair) == 2 else None
            yield joined_name or refs[index]
            index += 2 if joined_name else 1

    def _rejoin_pair(self, pair: Sequence[Mapping[str, str | None]]) -> Mapping[str, str | None] | None:
        if any((item.get("id") or "") in self._registry.entities for item in pair):
            return None
        first, second = (item.get("name") or "" for item in pair)
        for mark in (" and ", " and the ", " et ", " y "):
            match = self._registry.match_entity_name(f"{first}{mark}{second}")
            if match:
                return {"id": match.id, "name": f"{first}{mark}{second}", "type": RefType.ENTITY}
        return None

    def _resolve_uncached(self, id: str | None, name: str, type: str) -> PartyResolution:
        words = load_party_lexicon()
        if type == RefType.STATE or (id or "").startswith("state:"):
            return ExclusionReason.STATE
        if type == RefType.GROUP:
            return ExclusionReason.GROUP
        if id in words.ids or normalise_text(LEADING_ARTICLE.sub("", name)) in words.wholes:
            return ExclusionReason.UNITED_NATIONS
        if normalise_text(name) in self._texts:
            return ExclusionReason.NO_NAME
        if id and not id.startswith(PROVISIONAL_PREFIX):
            return (id,) if id in self._registry.entities else ExclusionReason.NO_NAME
        if listed := self._find_listed_entities(name) or self._find_chinese_entity(name):
            return listed
        if all(self._registry.find_state(part) for part in _split_list(name)):
            return ExclusionReason.STATE
        return self._resolve_unknown(id, name)

    def _find_listed_entities(self, name: str) -> tuple[str, ...]:
        """Return the registry's entities that a list of names contains, or that a name begins with."""
        listed_entities = [self._find_entity(part) for part in _split_list(name)]
        return tuple(dict.fromkeys(item for item in listed_entities if item and item not in load_party_lexicon().ids))

    def _find_entity(self, fragment: str) -> str | None:
        cuts = [fragment, *(fragment[: mark.start()] for mark in NAME_TAIL.finditer(fragment))]
        if normalise_text(fragment) in self._texts:
            return None
        return next((match.id for cut in cuts if (match := self._registry.match_entity_name(cut))), None)

    def _find_chinese_entity(self, name: str) -> tuple[str, ...]:
        """Return the entity whose Chinese name contains, or is part of, a name cut from unsegmented text."""
        if name.isascii() or len(name) < MIN_CHINESE_NAME_CHARS or not CJK.search(name):
            return ()
        rows = self._registry.entities.values()
        names = ((row.id, row.names["zh"]) for row in rows if "zh" in row.names)
        ids = [id for id, full in names if len(full) >= MIN_CHINESE_NAME_CHARS and (full in name or name in full)]
        return tuple(ids) if len(ids) == 1 else ()

    def _resolve_unknown(self, id: str | None, name: str) -> PartyResolution:
        if id is None or len(name) > MAX_NAME_CHARS:
            return ExclusionReason.NO_NAME
        own_name = _strip_partner(name)
        if reason := find_exclusion_reason(own_name):
            return reason
        return (id if own_name == name else make_provisional_id(own_name),)


def find_exclusion_reason(name: str) -> ExclusionReason | None:
    """Return why an unknown body's name is no party, or None if it reads as the proper name of a body.

    >>> find_exclusion_reason("World Food Programme"), str(find_exclusion_reason("Ministry of Justice"))
    (None, 'state')
    >>> str(find_exclusion_reason("United Nations Office"))
    'no-name'
    """
    known = load_party_lexicon()
    words = [word.removeprefix(ARABIC_ARTICLE) for word in WORD_PATTERN.findall(normalise_text(name))]
    stems = {strip_plural(word) for word in words} | set(words)
    if stems & known.state:
        return ExclusionReason.STATE
    if (
        stems & known.texts
        or not _is_proper_name(name)
        or words[0] in known.titles | {"a", "an"}
        or re.search(r"\d{4}", name)
    ):
        return ExclusionReason.NO_NAME
    if CJK.search(name):
        is_whole_name = (
            len(name) >= MIN_CHINESE_NAME_CHARS
            and name.endswith(tuple(known.heads))
            and not CHINESE_PARTICLES.search(name)
        )
        return None if is_whole_name else ExclusionReason.NO_NAME
    common = known.vague | known.heads | load_small_words()
    distinctive_words = [word for word in words if word not in common and strip_plural(word) not in common]
    return None if stems & known.heads and distinctive_words else ExclusionReason.NO_NAME


def _is_proper_name(name: str) -> bool:
    """Return True if a name begins with a capital and, in Latin script, is capitalised throughout.

    Russian names capitalise only the first word.
    """
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", name) if normalise_text(word) not in load_small_words()]
    cased = [word for word in words if word[0].lower() != word[0].upper()]
    latin = bool(cased) and cased[0][0] < "\u0250"
    first = not cased or cased[0][0].isupper()
    return bool(words) and first and (not latin or sum(word[0].isupper() for word in cased) >= 0.7 * len(cased))


def _collect_instrument_names(registry: Registry) -> frozenset[str]:
    """Return the folded names of instruments: `CRC` more often means a convention than its committee."""
    rows = registry.instruments.values()
    return frozenset(normalise_text(name) for row in rows for name in (row.id, *row.names.values(), *row.matching))


def _strip_partner(name: str) -> str:
    """Remove a partner that was read as part of a name: `the Fund, in cooperation with the Bank`."""
    return load_party_lexicon().joint.split(" ".join(name.split()), maxsplit=1)[0].strip(" ,")


def _split_list(name: str) -> list[str]:
    parts = [LEADING_ARTICLE.sub("", part).strip() for part in LIST_SEPARATOR.split(name)]
    return [part for part in parts if part]


@lru_cache(maxsize=1)
def load_party_lexicon() -> PartyLexicon:
    """Load words and ids; raises RegistryInvalid, with the file, for invalid ones."""
    text = (files("palermo.analysis.partnerships") / "party_words.yaml").read_text(encoding="utf-8")
    by_id = {row.get_text("id"): tuple(row.get_texts("words")) for row in parse_rows(text, "party_words.yaml")}
    lists = ("heads", "texts", "state", "vague", "wholes", "titles")
    folded = {name: frozenset(map(normalise_text, _WORDS.list_words("parties", name))) for name in lists}
    organ_labels = (label for organ in load_organs() if organ.id in by_id["organs"] for label in organ.labels.values())
    return PartyLexicon(
        heads=folded["heads"],
        texts=folded["texts"],
        state=folded["state"],
        vague=folded["vague"],
        wholes=folded["wholes"] | frozenset(map(normalise_text, organ_labels)),
        ids=frozenset(by_id["ids"]),
        titles=folded["titles"],
        joint=re.compile("|".join(map(re.escape, _WORDS.list_words("parties", "joint"))), re.IGNORECASE),
    )

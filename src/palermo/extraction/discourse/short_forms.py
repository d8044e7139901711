"""Whom a body's sort stands for, `the agency`, `la Commission`, `该部`, and which body alone a passage is of.

English names with a capital, `the Agency`, are looked for by `full_names` first; here in the sentences before.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from palermo.extraction.discourse.antecedents import MOST, sentences_before
from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.discourse.full_names import Named
from palermo.extraction.discourse.mentions import goes_on, last_named, mentioned
from palermo.extraction.language.referring_forms import referring
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.states import is_state
from palermo.extraction.roles.agents import agent
from palermo.extraction.roles.name_lists import is_name
from palermo.extraction.roles.parties import parties, party
from palermo.extraction.roles.sure_parties import surely_acting
from palermo.extraction.syntax.clauses import Clause
from palermo.extraction.syntax.clauses import clause as clause_of
from palermo.statements import digest
from palermo.vocabulary.lines import parsed

NEAR = 8
"""Sentences of a passage in which it is looked who acted."""
FEW = 3
"""Passages before, in which it is looked, too."""
LONGEST = 40
"""Characters of a short form."""
_LISTED = re.compile(r"[,،，;؛:：]")
_CAPITAL = re.compile(r"[A-ZÀ-ÝА-ЯЁ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    definite: re.Pattern[str]
    heads: re.Pattern[str]
    sorts: re.Pattern[str]
    own: re.Pattern[str]
    official: re.Pattern[str]
    latter: re.Pattern[str]


def full_form(short: str, at: Clause, around: Surroundings, before: Iterable[Surroundings]) -> Named | None:
    """The body that a sort stands for: the last named with it, else for `company` and the like who acted just before.

    `before` are the passages that were read before, the last first.
    """
    words = _words(at.words.language)
    if words is None or len(short) > LONGEST or not (head := _head(short, at.words.language)):
        return None
    of_sort, of_any = words.heads.fullmatch(head), words.sorts.fullmatch(head)
    if not (of_sort or of_any):
        return None
    upto = min(at.start, at.subject[0] if at.subject else at.start)
    last: Named | None = None
    for named in islice(_named_before(around, upto, before), MOST):
        if of_sort and _holds(named.name, head, at.words.language):
            return _from_head(named, head, at.words.language)
        last = last or named
    if of_sort and (named_by := mentioned(head, around, upto)):
        return named_by
    if of_any is None or last is None or last.passage.id != around.passage.id:
        return None
    return last if _of_no_sort(last.name, words, at.words.language) else None


def the_latter(named: str, at: Clause, around: Surroundings) -> Named | None:
    """The body that was named last in the sentence before: `cette dernière`."""
    words = _words(at.words.language)
    printed = named or at.said[:LONGEST]
    if words is None or not (
        words.latter.match(named) if named else re.search(rf"(?<!\w){words.latter.pattern}", printed)
    ):
        return None
    upto = min(at.start, at.subject[0] if at.subject else at.start)
    before = next(iter(sentences_before(around, upto)), None)
    return last_named(around, *before, words.heads.pattern) if before else None


def is_definite(short: str, at: Clause) -> bool:
    """Whether a sort is printed as that of a body already named: `the agency`, and not `an agency`."""
    words = _words(at.words.language)
    if words is None or at.words.language not in ("en", "fr", "es"):
        return words is not None
    start = at.text.find(short, at.start, at.end)
    before = at.text[max(0, start - 12) : start] if start > 0 else ""
    return re.search(rf"(?<!\w)(?:{words.definite.pattern}|(?:du|al|del|au)\s+)$", before, re.I) is not None


def is_own_name(name: str, language: Wordings) -> bool:
    """Whether a name is a body's own, and no group of people or sort alone."""
    words = _words(language.language)
    return words is not None and _is_own_name(name, words, language)


def may_speak(name: str, language: Wordings, *, by_sort: bool = False) -> bool:
    """Whether somebody who acted may be `we`: nobody whose name opens with a preposition, or says `our` or `a`.

    `by_sort` says that a sort alone may be it too: `the Committee`, of `it`.
    """
    words = _words(language.language)
    if words is None:
        return True
    head = _head(name, language.language)
    alone = (
        bool(head)
        and not by_sort
        and (words.sorts.fullmatch(head) or words.heads.fullmatch(head))
        and language.language != "en"
    )
    forms = language.referring
    return not (alone or words.own.search(name) or forms.preposed.match(name) or forms.person.search(name))


def last_body(at: Clause, around: Surroundings, before: Iterable[Surroundings]) -> Named | None:
    """The body by name that acted last before a clause: whose `its` is."""
    upto = min(at.start, at.subject[0] if at.subject else at.start)
    return next(_named_before(around, upto, before), None)


def only_body(around: Surroundings, asked: Iterable[str] = ()) -> Named | None:
    """The one body whose deeds a passage tells of, which nobody asks and which is no State's: `we` are that.

    Nobody who does harm is; and in a passage of many sentences others may be meant.
    """
    words = _words(around.words.language)
    told = islice(sentences_before(around, len(around.text)), NEAR + 1)
    if words is None or sum(1 for _ in told) > NEAR:
        return None
    bodies: dict[str, Named] = {}
    for named in _subjects(around, len(around.text)):
        if words.official.search(named.name) or is_state(named.name) or named.name in asked:
            continue
        bodies.setdefault(named.name, named)
    return next(iter(bodies.values())) if len(bodies) == 1 else None


def short_forms_version() -> str:
    """Hash of the file of short forms: part of the key under which extractions are kept."""
    return digest("short forms", _source())


def _named_before(around: Surroundings, upto: int, before: Iterable[Surroundings]) -> Iterator[Named]:
    """The bodies by name that act in the sentences before a place, the last first."""
    yield from _subjects(around, upto)
    for one in islice(before, FEW):
        if one.passage.language == around.passage.language:
            yield from _subjects(one, len(one.text))


def _subjects(around: Surroundings, upto: int) -> Iterator[Named]:
    """The bodies by name that act in the last sentences of a passage up to a place, the last first."""
    for start, end in islice(sentences_before(around, upto), NEAR):
        said = clause_of(around.text, start, end, around.words)
        yield from _bodies_in(said, around)


def _bodies_in(said: Clause, around: Surroundings) -> Iterator[Named]:
    """The bodies that act in a sentence by a name of their own, the last first."""
    words = _words(said.words.language)
    if _harms(said.said, said.words):
        return
    about = said.about or said.bearer or ""
    printed = [about, agent(said) or ""] if said.words.language == "en" else [about]
    for stretch in filter(None, printed):
        for name in reversed(_names(stretch, said.words)):
            name = said.words.referring.officer.sub("", name)
            if words and _is_own_name(name, words, said.words):
                start = around.text.find(name, said.start, said.end)
                if start >= 0:
                    at = around.printed(start), around.printed(start + len(name) - 1) + 1
                    yield Named(name=name, passage=around.passage, start=at[0], end=at[1])


@lru_cache(maxsize=512)
def _harms(said: str, words: Wordings) -> bool:
    """Whether a sentence tells of those who exploit others, or of what they do: nobody speaks of himself so.

    As its names, that is asked for each clause behind it.
    """
    patterns = (words.exploiters, words.harming, words.wrongs, words.wronged, words.referring.crimes)
    return any(pattern is not None and pattern.search(said) for pattern in patterns)


@lru_cache(maxsize=512)
def _names(stretch: str, words: Wordings) -> tuple[str, ...]:
    """The names in the subject of a sentence, which is looked at for each clause behind it."""
    if words.language == "en":
        names, forms = surely_acting(stretch, words), words.referring
        begun = None if any(map(forms.own_name.fullmatch, names)) else forms.name_and_verb.match(stretch)
        return (begun[1],) if begun else tuple(names)
    return tuple(parties(stretch, words)) or tuple(filter(None, [party(stretch, words) or stretch.strip(" ,")]))


def _is_own_name(name: str, words: _Words, language: Wordings) -> bool:
    """Whether a name is a body's own, and no group of people or sort alone."""
    forms = language.referring
    if (
        words.own.search(name)
        or forms.preposed.match(name)
        or _LISTED.search(name)
        or language.pronouns.match(name)
        or words.heads.fullmatch(_head(name, language.language))
    ):
        return False
    if language.language in ("zh", "ar"):
        return len(name) >= (4 if language.language == "zh" else 8) and is_name(name, language)
    if _CAPITAL.search(name) is None or forms.person.search(name):
        return False
    if language.language == "en":
        common = " " not in name and (language.people.search(name) or name.endswith("s"))
        return forms.own_name.fullmatch(name) is not None and not common
    if words.heads.match(name) and not goes_on(name, language.language):
        return False
    return is_name(name, language) or language.actors.search(name) is not None


def _head(short: str, language: str) -> str:
    """The word that a short form consists of, without what says that it has been named; empty for several words."""
    words = _words(language)
    found = words.definite.match(short.strip().casefold() if language != "en" else short.strip()) if words else None
    head = short.strip()[found.end() :] if found else short.strip()
    if " " in head or not head:
        return ""
    if language == "ar":
        return re.sub(r"^(?:ال|لل)", "", head)
    if language == "zh" and len(head) == 1 and not (found and found.group()):
        return ""  # `部`, which names no sort without `该`
    return referring(language).case_ending.sub("", head.casefold()) if language == "ru" else head


def _holds(name: str, head: str, language: str) -> bool:
    """Whether a full name is of a sort: one of its words is it, of a Chinese name the end."""
    if language == "zh":
        return name.endswith(head) and len(name) > len(head) + 1
    if language == "ar":
        return re.match(rf"(?:ال)?{re.escape(head)}(?!\w)", name) is not None
    if language == "ru":
        return re.search(rf"(?<!\w){re.escape(head)}\w{{0,4}}(?!\w)", name, re.I) is not None and " " in name
    return re.search(rf"\b{re.escape(head)}\b", name, 0 if language == "en" else re.I) is not None and " " in name


def _from_head(named: Named, head: str, language: str) -> Named:
    """A body without what its name stands in: `the representative of | the Embassy of Peru`, `Representante de la`."""
    if language not in ("fr", "es", "ru"):
        return named
    before = (
        r"(?:^|\s)((?:[А-ЯЁа-яё-]+(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ому|ему|ым|им|ую|юю)\s+){0,3}"
        if language == "ru"
        else (r"(?:\b(?:de|du|del|des|de\s+l[ao]s?|de\s+l[’'])\s*)(")
    )
    found = re.search(rf"{before}{re.escape(head)}\w{{0,4}}(?!\w).*)", named.name, re.I)
    name = referring(language).behind_name.sub("", found[1] if found else named.name)
    start = named.start + named.name.find(name)
    return Named(name=name, passage=named.passage, start=start, end=start + len(name))


def _of_no_sort(name: str, words: _Words, language: str) -> bool:
    """Whether a name says nothing of what sort its body is: `Harbour & Sons`, `ACNUR`."""
    if words.official.search(name):
        return False
    if language == "zh":
        return not re.search(rf"(?:{words.heads.pattern})$", name)
    return not re.search(rf"(?<!\w)(?:ال)?(?:{words.heads.pattern})", name, 0 if language == "en" else re.I)


@cache
def _words(language: str) -> _Words | None:
    rows = parsed(_source()).get(language)
    if rows is None:
        return None
    flags = {
        "heads": 0 if language == "en" else re.I,
        "sorts": re.I,
        "definite": re.I,
        "own": re.I,
        "official": 0,
        "latter": re.I,
    }
    return _Words(**{name: re.compile(rows[name], flag) for name, flag in flags.items()})


def _source() -> str:
    return files("palermo.extraction.discourse").joinpath("short_forms.yaml").read_text(encoding="utf-8")

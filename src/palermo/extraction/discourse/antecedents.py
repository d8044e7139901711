"""Whom `it` and `they` may be: the subject of the sentence just before, where that is a party that acts."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import islice

from palermo.extraction.discourse.agreement import agrees, made_of_text
from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.discourse.full_names import Named
from palermo.extraction.language.sentences import sentences
from palermo.extraction.roles.agents import agent
from palermo.extraction.roles.parties import party
from palermo.extraction.syntax.clauses import Clause, is_people, lead
from palermo.extraction.syntax.clauses import clause as clause_of
from palermo.extraction.syntax.tenses import suffered

SHORTEST = 12
"""Characters of a sentence; of a Chinese one a third."""
OPENING = 30
"""Characters of a sentence whose verb is not known, in which wrongdoers are looked for."""
MOST = 8
"""Sentences back that are looked at: those whose own subject is a pronoun say nothing of whom it stands for."""


class Sort(Enum):
    """What a subject is, which a pronoun takes up."""

    PARTY = "party"
    HARMING = "harming"
    """Wrongdoers, and people who suffer: what they do is no activity."""
    HARM = "harm"
    """A crime or a text: what it does is no activity either."""
    THING = "thing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Antecedent:
    """The subject that a pronoun takes up."""

    sort: Sort
    named: Named | None = None
    """Who it is, of a party."""


def taken_up(at: Clause, around: Surroundings, before: Iterable[Surroundings]) -> Antecedent | None:
    """What the subject just before a clause is; None where that cannot be told.

    `before` are the passages that were read before, the last first: a pronoun that opens a passage is looked for there.
    """
    if _opens_with_wrongdoers(at):
        return Antecedent(sort=Sort.HARMING)
    upto = min(at.start, at.subject[0] if at.subject else at.start)
    told = [(around, *span) for span in islice(sentences_before(around, upto), MOST)]
    for one in before if len(told) < MOST else ():
        if one.passage.language == around.passage.language:
            told += [(one, *span) for span in islice(sentences_before(one, len(one.text)), MOST)]
    for of, start, end in told[:MOST]:
        if (found := _subject(clause_of(of.text, start, end, of.words), of)) is not None:
            if found.named and made_of_text(at, found.named.name, of.text[start:end]):
                return Antecedent(sort=Sort.HARM)
            return _of_one(found, at)
    return None


def _of_one(found: Antecedent, at: Clause) -> Antecedent:
    """What a pronoun takes up: `it` no two parties that act together, and `they` no single one outside English."""
    if found.named is None or agrees(at, found.named.name):
        return found
    return Antecedent(sort=Sort.THING)


def third_person(pronoun: str, at: Clause) -> bool:
    """Whether a subject begins with `it` or `they`."""
    return at.words.pronouns.match(pronoun) is not None and at.words.referring.we.match(pronoun) is None


def done_by_no_party(at: Clause, around: Surroundings, before: Iterable[Surroundings]) -> bool:
    """Whether what `it` or `they` do is of wrongdoers, of those who suffer, of a crime or of a text: `they hide`."""
    dropped = at.words.pro_drop and at.subject is None
    if around.setting is not Setting.PROSE or not (dropped or third_person(at.about, at)):
        return False
    found = taken_up(at, around, before)
    if found is None or found.sort is Sort.PARTY:
        return False
    if found.sort is Sort.HARMING:
        return dropped or at.words.referring.they.match(at.about) is not None
    return found.sort is Sort.HARM and not dropped


def _opens_with_wrongdoers(at: Clause) -> bool:
    if (
        at.words.language != "en"
        or at.subject is None
        or not at.words.referring.while_opening.match(at.text, at.start, at.subject[0])
    ):
        return False
    return at.words.exploiters.search(at.text, at.start, at.subject[0]) is not None


@lru_cache(maxsize=8)
def _sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Asked for every pronoun of a passage."""
    return tuple(sentences(text, language))


def sentences_before(around: Surroundings, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a passage up to a place, the last first; one that the place is within, up to it."""
    shortest = SHORTEST // 3 if around.words.language == "zh" else SHORTEST
    found = _sentences(around.text, around.passage.language)
    for start, stop in reversed(found[: bisect_left(found, (end, 0))]):
        begin = lead(around.text, start, stop)
        if begin < end and min(stop, end) - begin >= shortest:
            yield begin, begin + len(around.text[begin : min(stop, end)].rstrip(" ;,.:；，。：،؛"))


def _subject(said: Clause, around: Surroundings) -> Antecedent | None:
    """What the subject of a sentence is; None where it has none, or one that is a pronoun itself."""
    words, about = said.words, said.about
    if said.verb is None and words.language != "en":
        begun = words.exploiters.search(said.text, said.start, min(said.end, said.start + OPENING))
        return Antecedent(sort=Sort.HARMING) if begun else None
    if said.subject and (since := words.referring.since.match(about)):
        said = replace(said, subject=(said.subject[0] + since.end(), said.subject[1]))
        about = said.about
    if (
        said.subject is None
        or said.verb is None
        or words.pronouns.match(about)
        or words.referring.pointing.match(about)
    ):
        return None
    if (whose := words.referring.whose.fullmatch(about)) and (name := party(whose[1], words)):
        return _party(name, said.subject[0], said.subject[0] + whose.end(1), around)
    if suffered(said) and (by := agent(said)) and (name := party(by, words)):
        start = said.text.find(name, said.verb[1])
        return _party(name, start, start + len(name), around) if start >= 0 else None
    if words.exploiters.search(about):
        return Antecedent(sort=Sort.HARMING)
    if words.referring.crime.match(about):
        return Antecedent(sort=Sort.HARM)
    if name := party(about, words) or said.bearer:
        return _party(name, *said.subject, around)
    if said.acts():
        return None
    if is_people(about, words):
        return Antecedent(sort=Sort.HARMING)
    if (
        words.harm.search(about)
        or words.naming.texts.search(about)
        or words.referring.text.search(about)
        or (words.things and words.things.search(about))
    ):
        return Antecedent(sort=Sort.HARM)
    return Antecedent(sort=Sort.THING) if words.language == "en" else None


def _party(name: str, start: int, end: int, around: Surroundings) -> Antecedent:
    printed = Named(name=name, passage=around.passage, start=around.printed(start), end=around.printed(end))
    return Antecedent(sort=Sort.PARTY, named=printed)

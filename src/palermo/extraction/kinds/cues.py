"""Cue phrases: the wordings of a kind that a clause holds, and the finding that a recipe makes of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from palermo.extraction.discourse.debate_speakers import Voice
from palermo.extraction.language.literals import any_in
from palermo.extraction.language.wording_files import wordings
from palermo.extraction.language.wordings import Wording
from palermo.extraction.syntax.clauses import Clause
from palermo.statements import Kind, Reason

SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A kind that a clause is of, and whom its wording names."""

    kind: Kind
    method: str
    reasons: tuple[Reason, ...]
    actor: str | None = None
    """As printed; None: whoever is the clause's subject, or nobody."""
    addressee: str | None = None
    spoken: bool = False
    """Whether its wording is of somebody who asks, urges or recommends."""
    implied: bool = False
    """Whether it is of whoever the text is, since it begins with its verb: `Decides to convene a meeting`."""
    listed: bool = False
    """Whether it is an item or a cell of a list of what is done, and no sentence."""
    tense: str | None = None
    dimension: str | None = None
    protective: bool = False
    themes: tuple[str, ...] = ()
    """Vocabulary ids that follow from how it is said."""
    interventions: tuple[str, ...] = ()
    voice: Voice | None = None
    """Who acts or asks, where another sentence says so: the speaker of a debate."""
    reviewed: str | None = None
    """The State that a debate's recommendations are made to, unless they name others."""

    @property
    def confidence(self) -> float:
        """The sum of the reasons' weights, at most .95."""
        return round(min(0.95, max(0.05, sum(reason.weight for reason in self.reasons))), 2)


def matches(clause: Clause, kind: Kind, start: int | None = None) -> Iterator[tuple[Wording, re.Match[str]]]:
    """The kind's wordings that a clause holds, from a place on."""
    said = clause.said
    for wording in _possible(said, clause.words.language, kind):
        if found := wording.search(said, start - clause.start if start else 0):
            yield wording, found


def said_of(clause: Clause, kind: Kind) -> Iterator[tuple[Wording, re.Match[str]]]:
    """The kind's wordings that a clause holds from its subject on."""
    aside = clause.subject is None or clause.words.verb_first
    about = clause.text[clause.start if aside or clause.subject is None else clause.subject[0] : clause.end]
    for wording in _possible(about, clause.words.language, kind):
        if found := wording.search(about):
            yield wording, found


@lru_cache(maxsize=128)
def _possible(said: str, language: str, kind: Kind) -> tuple[Wording, ...]:
    """The wordings of a kind of whose letters a clause holds some: a clause is read several times for each kind."""
    words = wordings(language)
    folded = said.casefold()
    if words is None or (words.stems[kind] and not any_in(words.stems[kind], folded)):
        return ()
    held = words.index.within(folded)
    return tuple(wording for wording in words.kinds[kind] if wording.may_be_in(folded, held))


def reason(wording: Wording, found: re.Match[str]) -> Reason:
    """A wording and what it met, in words."""
    met = " ".join(found.group().split())
    shown = met if len(met) <= SHOWN else f"{met[: SHOWN - 1].rstrip()}…"
    return Reason(feature=f"{wording.words}: “{shown}”", weight=wording.weight)

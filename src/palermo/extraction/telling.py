"""A finding as a statement: its quote and place, who acts with whom, and what says who `it` is."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from palermo.extraction.clauses import Clause
from palermo.extraction.finding import Finding
from palermo.extraction.parties import bare, partners
from palermo.extraction.surroundings import Surroundings
from palermo.statements import Kind, Passage, Ref, RefType, Statement, Support, locate, normalised, statement_id

_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/])")


_JOINTLY = re.compile(r"\bjointly (?:led|chaired|managed|run|implemented) by\b")
"""Behind it those stand who act together: the first of them is the actor."""


@dataclass(slots=True)
class Memory:
    """What was said before in the document: who `it` is, and how often a quote has come."""

    actor: tuple[str, Passage, int, int] | None = None
    occurrences: Counter[tuple[Kind, str]] = field(default_factory=Counter)


def statement(found: Finding, at: Clause, around: Surroundings, memory: Memory) -> Statement:
    """Make the statement of a finding."""
    passage = around.passage
    start, end = around.printed(at.start), around.printed(at.end)
    quote = passage.text[start:end]
    key = (found.kind, normalised(quote))
    occurrence = memory.occurrences[key]
    memory.occurrences[key] += 1
    together = partners(at, tied=found.kind is Kind.PARTNERSHIP) if found.kind in _TOGETHER else []
    actors, support = _actors(found, at, around, memory)
    if together and _JOINTLY.search(at.said):
        actors = together[:1]
    return Statement(
        id=statement_id(passage.document, found.kind.value, quote, occurrence),
        kind=found.kind,
        quote=quote,
        language=passage.language,
        document=passage.document,
        locator=locate(passage, start, end),
        actors=tuple(Ref(id=None, name=name, type=RefType.ENTITY) for name in actors),
        addressees=tuple(_addressees(found, at)),
        partners=tuple(Ref(id=None, name=name, type=RefType.ENTITY) for name in together if name not in actors),
        tense=found.tense,
        years=tuple(sorted({int(year.group()) for year in _YEAR.finditer(quote)})),
        dimension=found.dimension,
        protective=found.protective,
        themes=found.themes,
        interventions=found.interventions,
        support=support,
        why=found.reasons,
        sensitive=bool(at.words.testimony.search(quote)),
        confidence=found.confidence,
        method=found.method,
    )


_TOGETHER = frozenset({Kind.ACTIVITY, Kind.PARTNERSHIP})


def _actors(found: Finding, at: Clause, around: Surroundings, memory: Memory) -> tuple[list[str], tuple[Support, ...]]:
    """Who acts, and what it rests on where another passage says who `it` or `the subprogramme` is."""
    if found.kind is Kind.FACTOR:
        return [], ()
    named = found.actor if found.actor is not None else at.about
    support = tuple(_introduced(around))
    if at.words.pronouns.match(named or "") and memory.actor:
        name, passage, start, end = memory.actor
        return [name], (
            *support,
            Support(role="entity", quote=passage.text[start:end], locator=locate(passage, start, end)),
        )
    generic = re.fullmatch(r"(?:the\s+)?(?:subprogramme|entity|programme)(?:['’]s\s+work)?", named or "", re.I)
    if around.entity and (generic or not named) and found.kind is not Kind.RECOMMENDATION:
        name, passage = around.entity
        return [name], (
            *support,
            Support(role="entity", quote=passage.text, locator=locate(passage, 0, len(passage.text))),
        )
    name = bare(named or "", at.words)
    return ([name] if name and len(name) <= 160 else []), support


def _introduced(around: Surroundings) -> Iterator[Support]:
    if around.introduction is not None:
        words = around.introduction.text
        yield Support(role="introduction", quote=words, locator=locate(around.introduction, 0, len(words)))


def _addressees(found: Finding, at: Clause) -> Iterator[Ref]:
    if found.addressee and found.kind is Kind.RECOMMENDATION:
        for part in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|et|y|и)\s+|\s+as well as\s+|、|和", found.addressee):
            name = bare(part, at.words)
            if name:
                yield Ref(id=None, name=name, type=RefType.GROUP)


def remember(found: Finding, at: Clause, around: Surroundings, memory: Memory) -> None:
    """Note who acts, for `it` and `they` in what follows."""
    if at.subject and not at.words.pronouns.match(at.about) and at.acts() and found.kind is not Kind.FACTOR:
        name = bare(at.about, at.words)
        if name and len(name) <= 120:
            start, end = at.subject
            memory.actor = (name, around.passage, around.printed(start), around.printed(end))

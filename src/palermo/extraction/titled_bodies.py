"""The body that a report of the United Nations is about: `the Mission` in a report on the budget of one mission."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from palermo.calibration.rule_confidence import TITLED_BODY_PROBABILITY
from palermo.statements import Masthead, Ref, RefType, Statement, StatementKind

_NOUNS = r"Mission|Force|Centre|Support Office|Operation"
_BODY = re.compile(
    rf"\b(?:for|of) the (?P<name>(?:[A-Z][\w’-]*\s+)+?(?P<noun>{_NOUNS})\b(?:\s+(?:for|in|of|the|and|[A-Z][\w’-]*)\b)*)"
)
_SUBJECT = re.compile(
    rf"^(?:[A-Z][^.;:]{{0,200}}?, )?[Tt]he (?P<noun>{_NOUNS})"
    r"(?= (?:also |further )?(?:will|would|has|had|have|is|was|continues?|plays?|played|\w+ed|\w+s)\b)"
)


def attribute_to_titled_body(statements: Iterable[Statement], masthead: Masthead) -> Iterator[Statement]:
    """Yield the statements of a report with the body of its title where they only print the noun of its name."""
    body = find_titled_body(masthead)
    for statement in statements:
        yield _name_body(statement, *body) if body and statement.language == "en" else statement


def find_titled_body(masthead: Masthead) -> tuple[str, str] | None:
    """Return the name and noun of the only body that the title of a document with a symbol names, or None.

    >>> find_titled_body(Masthead(symbol="A/1", title="Budget for the United Nations Lake Force: Report"))
    ('United Nations Lake Force', 'Force')
    """
    bodies = (
        {(match["name"], match["noun"]) for match in _BODY.finditer(masthead.title or "")} if masthead.symbol else ()
    )
    return next(iter(bodies)) if len(bodies) == 1 else None


def _name_body(statement: Statement, name: str, noun: str) -> Statement:
    confidence = round(statement.confidence * TITLED_BODY_PROBABILITY, 2)
    ref = Ref(id=None, name=name, type=RefType.ENTITY, source="coreference", confidence=confidence)
    named = statement.map_refs(
        lambda _, refs: tuple(dict.fromkeys(ref if item.name == noun else item for item in refs))
    )
    subject = _SUBJECT.match(statement.quote)
    is_open = all(item.source == "coreference" for item in named.actors)
    is_subject = subject and subject["noun"] == noun and is_open and statement.kind is not StatementKind.FACTOR
    return replace(named, actors=(ref,)) if is_subject else named

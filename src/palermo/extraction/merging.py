"""Statements of lists and of the tagger in one passage.

Which stretches are taken, and roles that lists leave open.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from palermo.grouping import group_items
from palermo.languages.language_words import LanguageWords
from palermo.statements import TAG_FIELDS, Locator, Passage, Ref, Statement, StatementKind, normalise_text

MIN_COVERED_SHARE = 0.8
"""Share of a passage's characters from which on nothing else is looked for in it."""
MIN_SHARED_SHARE = 0.5
"""Share of a list statement's quote that a tagged statement covers to complete its roles."""

READ_SUPPORT = frozenset({"introduction", "response"})
"""Roles of support that lists have read already, so that they state nothing else."""
_EARLIER_WORDING = LanguageWords("extraction").compile_pattern(r"{lists.earlier_wordings}", re.IGNORECASE)
"""How notes of reviews of States introduce the wording that was read before a recommendation was edited."""


class CoveredSpans:
    """Spans of passages that rows and lists already state.

    Also those that introduce or answer what they state, and all that a plan says of an action.
    """

    def __init__(
        self, rows: Iterable[Statement], plans: Iterable[Statement], listed_statements: Iterable[Statement]
    ) -> None:
        self._rows = {statement.locator.passage for statement in rows}
        self._spans: dict[str, list[tuple[int, int]]] = {}
        for statement in plans:
            self._add_spans(statement.locator, *(item.locator for item in statement.support))
        for statement in listed_statements:
            read = (item.locator for item in statement.support if item.role in READ_SUPPORT)
            self._add_spans(statement.locator, *read)

    def _add_spans(self, *locators: Locator) -> None:
        for locator in locators:
            self._spans.setdefault(locator.passage, []).append((locator.start, locator.end))

    def has_overlap(self, passage: str, start: int, end: int) -> bool:
        """Return whether a span of a passage overlaps with a statement."""
        spans = self._spans.get(passage, ())
        return passage in self._rows or any(first < end and start < stop for first, stop in spans)

    def is_covered(self, passage: Passage) -> bool:
        """Return whether statements cover nearly all of a passage."""
        if passage.id in self._rows:
            return True
        covered = sum(stop - first for first, stop in set(self._spans.get(passage.id, ())))
        return covered >= MIN_COVERED_SHARE * len(passage.text)


def repeats_recommendation(passage: Passage) -> bool:
    """Return whether a passage gives the earlier wording of a recommendation that the document lists elsewhere."""
    return _EARLIER_WORDING.search(passage.text) is not None


def find_unsigned_passages(listed_statements: Iterable[Statement]) -> set[str]:
    """Return the passages of recommendations in lists that are not signed, or whose addressee is open."""
    return {
        listed_statement.locator.passage
        for listed_statement in listed_statements
        if listed_statement.kind is StatementKind.RECOMMENDATION
        and not (_is_signed(listed_statement) and listed_statement.addressees)
    }


def merge_statements(
    listed_statements: Sequence[Statement], tagged_statements: Sequence[Statement], covered_spans: CoveredSpans
) -> tuple[Statement, ...]:
    """Return statements of lists and of the tagger without overlaps.

    A list's statement has the words and the response; where it lacks a role, it takes that of the tagger. An item in
    which the tagger finds several statements is divided, unless the list is signed or answered.
    """
    by_passage = group_items(tagged_statements, lambda statement: statement.locator.passage)
    statements: list[Statement] = []
    divided: set[str] = set()
    for listed_statement in listed_statements:
        contained = [
            other
            for other in by_passage.get(listed_statement.locator.passage, ())
            if _count_shared_chars(listed_statement, other) > 0
        ]
        if listed_statement.kind is StatementKind.RECOMMENDATION and _is_divided(listed_statement, contained):
            statements += (_fill_roles(other, listed_statement) for other in contained if other.id not in divided)
            divided.update(other.id for other in contained)
        else:
            statements.append(_complete_roles(listed_statement, contained))
    outside = (
        candidate
        for candidate in tagged_statements
        if candidate.id not in divided
        and not covered_spans.has_overlap(candidate.locator.passage, candidate.locator.start, candidate.locator.end)
    )
    return (*statements, *outside)


def _is_divided(statement: Statement, tagged_statements: Sequence[Statement]) -> bool:
    """Return whether the tagger finds several statements in an item.

    At least one of them must be a recommendation.
    """
    kinds = [tagged_statement.kind for tagged_statement in tagged_statements]
    return len(kinds) > 1 and StatementKind.RECOMMENDATION in kinds and not _is_signed(statement)


def _is_signed(statement: Statement) -> bool:
    return statement.response is not None or any(item.role == "recommenders" for item in statement.support)


def _count_shared_chars(statement: Statement, other_statement: Statement) -> int:
    """Return the number of characters that two statements of a passage share."""
    first, second = statement.locator, other_statement.locator
    return min(first.end, second.end) - max(first.start, second.start)


def _fill_roles(statement: Statement, source: Statement) -> Statement:
    """Return a tagged part of a list's item with the roles of the list, which go before its own."""
    if statement.kind is not StatementKind.RECOMMENDATION:
        return statement
    return replace(
        statement,
        actors=_choose_actors(source, statement),
        addressees=source.addressees or statement.addressees,
    )


def _complete_roles(statement: Statement, tagged_statements: Iterable[Statement]) -> Statement:
    """Return a list's recommendation with missing roles and tags taken from the tagger."""
    if statement.kind is not StatementKind.RECOMMENDATION:
        return statement
    length = statement.locator.end - statement.locator.start
    for other in tagged_statements:
        if other.kind is statement.kind and _count_shared_chars(statement, other) >= MIN_SHARED_SHARE * length:
            tags: dict[str, Any] = {field: statement.get_tags(field) or other.get_tags(field) for field in TAG_FIELDS}
            return replace(
                statement,
                actors=statement.actors or _exclude_addressed(other.actors, statement.addressees),
                addressees=statement.addressees or other.addressees,
                **tags,
            )
    return statement


def _choose_actors(listed_statement: Statement, tagged_statement: Statement) -> tuple[Ref, ...]:
    """Return who asks in a part of an item: by the list, unless that has only the publisher."""
    if listed_statement.actors and any(ref.source != "document" for ref in listed_statement.actors):
        return listed_statement.actors
    return _exclude_addressed(tagged_statement.actors, listed_statement.addressees) or listed_statement.actors


def _exclude_addressed(actors: Iterable[Ref], addressees: Iterable[Ref]) -> tuple[Ref, ...]:
    """Return actors without those whom the list asks."""
    asked = {normalise_text(ref.name) for ref in addressees}
    return tuple(ref for ref in actors if normalise_text(ref.name) not in asked)

"""Promises of election programmes, and of authors that a document does not name, and plans that have begun."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from palermo.calibration.rule_confidence import MAX_PROMISE_CONFIDENCE
from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.statements import (
    Document,
    Passage,
    PassageKind,
    Statement,
    StatementKind,
    build_reason,
)

MAX_HEADINGS = 10
"""First headings of a document in which its genre is looked for."""


MIN_PROMISES = 5
"""Minimum number of passages that promise in the first person, in a programme that does not say whose it is."""


@lru_cache(maxsize=1)
def load_promise_patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """Return the patterns by language and name."""
    words = LanguageWords("linking")
    sections = {language: words.get_section(language, "promises") for language in LANGUAGES}
    return {
        language: {name: re.compile(text, re.IGNORECASE) for name, text in section.items()}
        for language, section in sections.items()
    }


def is_election_programme(document: Document, passages: Sequence[Passage]) -> bool:
    """Return whether the title, the publisher or one of the first headings is that of an election programme."""
    headings = [passage.text for passage in passages if passage.kind is PassageKind.HEADING][:MAX_HEADINGS]
    text = "\n".join([document.title, document.masthead.title or "", document.publisher or "", *headings])
    return any(patterns["programme"].search(text) for patterns in load_promise_patterns().values())


def is_unnamed_programme(document: Document, passages: Sequence[Passage]) -> bool:
    """Return whether a document promises many things in the first person, and has no publisher."""
    patterns = load_promise_patterns().get(document.language)
    if patterns is None or document.publishers or document.publisher:
        return False
    return sum(patterns["promise"].search(passage.text) is not None for passage in passages) >= MIN_PROMISES


def mark_begun_activity(statement: Statement) -> Statement:
    """Return a statement; an activity that is planned is ongoing if its quote says that it has begun."""
    patterns = load_promise_patterns().get(statement.language)
    if patterns is None or statement.tense != "planned" or not patterns["begun"].search(statement.quote):
        return statement
    return replace(statement, tense="ongoing", why=(*statement.why, build_reason("begun", 0.0)))


def limit_promise_confidence(
    statement: Statement, document: Document, is_programme: bool, *, is_unnamed: bool = False
) -> Statement:
    """Return a statement, unconfirmed if it is a promise of a party or of somebody who is not named.

    `is_programme`: whether its document is an election programme; `is_unnamed`: whether one that does not say whose.
    """
    is_plan = statement.kind is StatementKind.COMMITMENT or statement.tense == "planned"
    if not is_plan or statement.confidence <= MAX_PROMISE_CONFIDENCE:
        return statement
    if not (is_programme or _is_unnamed_promise(statement, document, is_unnamed)):
        return statement
    reason = build_reason("promise", round(MAX_PROMISE_CONFIDENCE - statement.confidence, 2))
    return replace(statement, confidence=MAX_PROMISE_CONFIDENCE, why=(*statement.why, reason))


def _is_unnamed_promise(statement: Statement, document: Document, is_unnamed: bool) -> bool:
    """Return whether a quote or document promises in the first person, and neither names who does."""
    patterns = load_promise_patterns().get(statement.language)
    is_named = any(map(statement.is_confirmed_ref, statement.actors))
    if patterns is None or is_named or document.publishers or document.publisher:
        return False
    return is_unnamed or patterns["promise"].search(statement.quote) is not None

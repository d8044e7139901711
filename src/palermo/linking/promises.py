"""Promises of election programmes, and of authors that a document does not name: they stay unconfirmed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from palermo.statements import (
    LANGUAGES,
    LIST_THRESHOLD,
    TAGGER_THRESHOLD,
    Document,
    Passage,
    PassageKind,
    Statement,
    StatementKind,
    build_reason,
)
from palermo.vocabulary.language_words import LanguageWords

MAX_HEADINGS = 10
"""First headings of a document in which its genre is looked for."""
MAX_PROMISE_CONFIDENCE = round(min(TAGGER_THRESHOLD, LIST_THRESHOLD) - 0.01, 2)
"""Below the thresholds of all statements: those of lists and tables are confirmed from a lower one."""


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


def limit_promise_confidence(statement: Statement, document: Document, is_programme: bool) -> Statement:
    """Return a statement, unconfirmed if it is a promise of a party or of somebody who is not named."""
    is_plan = statement.kind is StatementKind.COMMITMENT or statement.tense == "planned"
    if not is_plan or statement.confidence <= MAX_PROMISE_CONFIDENCE:
        return statement
    if not (is_programme or _is_unnamed_promise(statement, document)):
        return statement
    reason = build_reason("promise", round(MAX_PROMISE_CONFIDENCE - statement.confidence, 2))
    return replace(statement, confidence=MAX_PROMISE_CONFIDENCE, why=(*statement.why, reason))


def _is_unnamed_promise(statement: Statement, document: Document) -> bool:
    """Return whether a quote promises in the first person, and neither it nor the document names who does."""
    patterns = load_promise_patterns().get(statement.language)
    is_named = any(map(statement.is_confirmed_ref, statement.actors))
    if patterns is None or is_named or document.publishers or document.publisher:
        return False
    return patterns["promise"].search(statement.quote) is not None

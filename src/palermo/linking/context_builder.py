"""Builds the context of a document: instruments, defined short names, resolutions, acronyms and entities."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from palermo.linking.acronym_definitions import extract_acronym_definitions
from palermo.linking.character_normalisation import normalise_characters
from palermo.linking.citation_patterns import CitationPatterns, get_citation_patterns
from palermo.linking.citations import (
    build_instrument_index,
    find_head_word,
    find_named_instruments,
    find_numbered_resolutions,
)
from palermo.linking.document_context import DocumentContext, DocumentNotes
from palermo.linking.entity_references import build_entity_index
from palermo.linking.mentions import Mention
from palermo.registry import Registry
from palermo.statements import Passage
from palermo.vocabulary.organs import normalise_number

TRAILING_BRACKET = re.compile(r"\W{0,3}\s*[(（]([^()（）]{2,80})[)）]")
"""The text in brackets directly after a name."""


def build_context(passages: Sequence[Passage], registry: Registry) -> DocumentContext:
    """Return the context of a document, which reads the passages only when a statement needs it."""
    return DocumentContext(passages, partial(take_notes, registry=registry))


def take_notes(passages: Sequence[Passage], registry: Registry) -> DocumentNotes:
    """Read a document once and return what later passages may refer to."""
    instruments: dict[str, list[tuple[int, str | None]]] = {}
    defined: dict[str, str] = {}
    numbers: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    entities: list[tuple[int, str]] = []
    for passage in passages:
        text, words = normalise_characters(passage.text), get_citation_patterns(passage.language)
        mentions = list(build_instrument_index(registry, passage.language).find_mentions(text))
        for head, id in _find_head_words(text, mentions, words, registry):
            instruments.setdefault(head, []).append((passage.ordinal, id))
        for head, id in _find_definitions(text, mentions, words):
            defined.setdefault(head, id)
        for numbered_resolution in find_numbered_resolutions(text, words):
            numbers.setdefault(
                normalise_number(text[numbered_resolution.start : numbered_resolution.end]), numbered_resolution.id
            )
        for acronym, name in extract_acronym_definitions(passage.text):
            acronyms.setdefault(acronym, name)
        entities += [
            (passage.ordinal, m.id) for m in build_entity_index(registry, passage.language).find_mentions(text)
        ]
    return DocumentNotes(
        instruments=instruments, definitions=defined, numbers=numbers, acronyms=acronyms, entities=entities
    )


def _find_head_words(
    text: str, mentions: list[Mention], patterns: CitationPatterns, registry: Registry
) -> Iterator[tuple[str, str | None]]:
    """Yield head words and ids of named texts, in order.

    The id of an unknown "Convention on ..." is None.
    """
    events: list[tuple[int, str, str | None]] = []
    for citation_span in find_named_instruments(text, mentions, patterns):
        if head := find_head_word(citation_span.id, registry):
            events.append((citation_span.start, head, citation_span.id))
    for head, pattern in patterns.unknown_names.items() if patterns.head_words.search(text) else ():
        for match in pattern.finditer(text):
            known = any(mention.start <= match.start() < mention.end for mention in mentions)
            if not known and match.group()[:1] != match.group()[:1].lower():
                events.append((match.start(), head, None))
    yield from ((head, id) for _, head, id in sorted(events, key=lambda event: event[0]))


def _find_definitions(text: str, mentions: list[Mention], patterns: CitationPatterns) -> Iterator[tuple[str, str]]:
    """Yield short names defined in brackets after a name: `(the Protocol)`, `(hereinafter "the Convention")`."""
    for mention in mentions:
        bracket = TRAILING_BRACKET.match(text, mention.end)
        if bracket:
            for head, pattern in patterns.short_names.items():
                if pattern.search(bracket.group(1)) or bracket.group(1).strip(' "《》') == head:
                    yield head, mention.id

"""Builds the context of a document: instruments, defined short names, resolutions, acronyms and entities."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial

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
from palermo.linking.organisation_names import load_small_words
from palermo.registry import Registry
from palermo.statements import Passage
from palermo.vocabulary.organs import normalise_number

TRAILING_BRACKET = re.compile(r"\W{0,3}\s*[(（]([^()（）]{2,80})[)）]")
"""The text in brackets directly after a name."""

BRACKETED_ACRONYM = re.compile(r"[(（][\"“«']?(?P<acronym>[A-ZА-Я][\w-]{0,9}[A-ZА-Я0-9])[\"”»']?[)）]")
WORD_PATTERN = re.compile(r"[\w-]+")

MAX_NAME_WORDS = 16
"""Maximum number of words before a bracket in which the full name is searched."""


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


def extract_acronym_definitions(text: str) -> Iterator[tuple[str, str]]:
    """Yield each acronym that a text defines, with its full name.

    >>> list(extract_acronym_definitions("States of the Budapest Process Group (BPG) met."))
    [('BPG', 'Budapest Process Group')]
    """
    for match in BRACKETED_ACRONYM.finditer(text):
        name = find_name_before(text[: match.start()], match["acronym"])
        if name:
            yield match["acronym"], name


def find_name_before(text: str, acronym: str) -> str | None:
    """Return the words at the end of a text whose first letters spell an acronym, or None."""
    words = list(WORD_PATTERN.finditer(text))[-MAX_NAME_WORDS:]
    letters = [letter.casefold() for letter in acronym if letter.isalnum()]
    for start in range(len(words) - 1, -1, -1):
        first = words[start].group()
        if not first[0].isupper() or _strip_diacritics(first)[:1] != letters[0]:
            continue
        if can_spell([word.group() for word in words[start:]], "".join(letters)):
            return text[words[start].start() :].strip()
    return None


def can_spell(name_words: list[str], acronym: str) -> bool:
    """Return whether the first letters of words spell an acronym; function words may be skipped or counted.

    >>> can_spell(["International", "Organization", "for", "Migration"], "IOM")
    True
    """
    letters = acronym.casefold()
    parts = [_strip_diacritics(part) for word in name_words for part in re.split(r"[-’']", word) if part]
    return (
        _join_initials(parts, with_small_words=False) == letters
        or _join_initials(parts, with_small_words=True) == letters
    )


def _join_initials(name_parts: list[str], *, with_small_words: bool) -> str:
    return "".join(part[0] for part in name_parts if part and (with_small_words or part not in load_small_words()))


def _strip_diacritics(token: str) -> str:
    folded = unicodedata.normalize("NFKD", token.casefold())
    return "".join(char for char in folded if not unicodedata.combining(char))

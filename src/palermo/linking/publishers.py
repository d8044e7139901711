"""Publishers of a document: their registry ids, and sentences that its views are not theirs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.linking.character_normalisation import normalise_characters
from palermo.linking.context_builder import build_context
from palermo.linking.document_context import DocumentContext
from palermo.linking.entity_references import build_entity_index, resolve_name_prefix
from palermo.linking.state_bodies import OPENING_PASSAGES
from palermo.registry import Registry
from palermo.statements import Document, Nature, Passage, RefType, Statement

_OF_EVALUATORS = LanguageWords("linking").compile_pattern(r"{disclaimers.evaluators}", re.IGNORECASE)
"""Words by which a summary says that its recommendations are those of the evaluators."""
WITH_ACRONYM = re.compile(r"(?P<name>.{6,}?)\s*\([^()\s]{2,15}\)")


def link_publisher(document: Document, registry: Registry, passages: Sequence[Passage] = ()) -> Document:
    """Set the registry id of a document's printed publisher; one from the catalogue is kept.

    Only exact registry names are linked, with or without the acronym in brackets, and the beginning of a name that the
    document's opening prints in full: an acronym alone, another part of a name or a similar name may be another body's.
    Of several joint publishers all are linked, or none. A digest has other authors than the text that it reports.
    """
    if document.publishers or document.publisher is None or document.nature is Nature.DIGEST:
        return document
    opening = build_context(passages[:OPENING_PASSAGES], registry)
    ids = [_find_publisher(name, registry, opening) for name in document.masthead.publishers]
    return replace(document, publishers=tuple(filter(None, ids))) if all(ids) else document


def _find_publisher(printed: str, registry: Registry, opening: DocumentContext) -> str | None:
    full = WITH_ACRONYM.fullmatch(printed)
    for name in (printed, full["name"]) if full else (printed,):
        match = registry.match_entity_name(name)
        if match and match.type is RefType.ENTITY and match.reason is None:
            return match.id
    return resolve_name_prefix(printed, registry, opening, None, opening.list_entities_before(None))


@lru_cache(maxsize=1)
def load_disclaimer_patterns() -> Mapping[str, re.Pattern[str]]:
    """Return the pattern of such a sentence by language; its group `whose` is what follows to the sentence's end."""
    words = LanguageWords("linking")
    openings = {language: words.get_section(language, "disclaimers")["opening"] for language in LANGUAGES}
    return {
        language: re.compile(rf"(?:{opening})(?P<whose>[^.。؛;]{{2,300}})", re.IGNORECASE)
        for language, opening in openings.items()
    }


def is_disclaimed(document: Document, passages: Sequence[Passage], registry: Registry) -> bool:
    """Return whether a document prints that its views are not those of a publisher of it."""
    printed = "|".join(map(re.escape, document.masthead.publishers))
    if not printed and not document.publishers:
        return False
    names = re.compile(rf"(?<![A-Za-z])(?:{printed})(?![A-Za-z])")
    if any(_OF_EVALUATORS.search(passage.text) for passage in passages):
        return True
    for passage in passages:
        pattern = load_disclaimer_patterns().get(passage.language)
        for match in pattern.finditer(passage.text) if pattern else ():
            whose = match["whose"]
            index = build_entity_index(registry, passage.language)
            ids = {mention.id for mention in index.find_mentions(normalise_characters(whose))}
            if ids & set(document.publishers) or (printed and names.search(whose)):
                return True
    return False


def remove_publisher_actors(statement: Statement) -> Statement:
    """Return a statement without actors that are there only as publishers of its document."""
    actors = tuple(ref for ref in statement.actors if ref.source != "document")
    return statement if len(actors) == len(statement.actors) else replace(statement, actors=actors)

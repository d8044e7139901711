"""Publishers that say that a document does not give their views."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.linking.character_normalisation import normalise_characters
from palermo.linking.entity_references import build_entity_index
from palermo.registry import Registry
from palermo.statements import Document, Passage, Statement


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

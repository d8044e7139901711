"""Entities in running text, and resolution of generic names such as "the Office" within a document."""

import re
from collections.abc import Collection
from functools import lru_cache

from palermo.languages.language_words import LanguageWords
from palermo.linking.character_normalisation import normalise_characters
from palermo.linking.document_context import DocumentContext
from palermo.linking.mentions import Mention, MentionIndex, build_mention_index
from palermo.registry import Registry
from palermo.statements import Document, normalise_text

_WORDS = LanguageWords("linking")
GENERIC_NAMES = {
    kind: _WORDS.compile_pattern(f"{{generic_names.{kind}}}")
    for kind in (
        "office",
        "organization",
        "secretariat",
        "agency",
        "fund",
        "programme",
        "commission",
        "centre",
        "group",
    )
}
"""Generic words for an entity, folded, by which documents refer to one that they have named."""
UN_KIND = "un-entity"
"""Kind of the entities of the United Nations."""
MIN_NAME_WORDS = 3
"""Minimum number of words of a name that may be the beginning of a longer one; of a publisher's, two are enough."""
SECRETARIAT = "secretariat"
ORGANIZATION = "organization"
"""Where a document names several, `the Organization` may be a body without the word: the United Nations."""
NAME_CONTINUATION = re.compile(r" (?:of|for|on|against|to) (?:the )?(?P<rest>.+)")
"""The continuation of a longer name after its beginning."""


@lru_cache(maxsize=16)
def build_entity_index(registry: Registry, language: str) -> MentionIndex:
    """Return the index of names and acronyms of the registry's entities.

    Names that others have too, as `General Assembly` and `CEDH`, are left out.
    """
    names = [
        (name, row.id)
        for row in registry.entities.values()
        for name in (*row.names.values(), *row.matching, row.acronym)
        if name and name not in row.ambiguous
    ]
    return build_mention_index(names, language)


def find_containing_mention(name: str, text: str, registry: Registry, language: str) -> Mention | None:
    """Return the mention of an entity in a text that holds all of a name's first occurrence, and other words.

    Particles that are written with an Arabic name are no words of it.
    """
    start, normalised = text.find(name), normalise_characters(text)
    if start < 0 or len(normalised) != len(text):
        return None
    mentions = build_entity_index(registry, language).find_mentions(normalised)
    end = start + len(name)
    holding = (mention for mention in mentions if mention.start <= start and end <= mention.end)
    return next((item for item in holding if end < item.end or " " in text[item.start : start]), None)


def find_generic_kind(name: str) -> str | None:
    """Return the kind of a generic name (office, organization, secretariat ...); None for a proper name."""
    folded = normalise_text(name)
    return next((kind for kind, pattern in GENERIC_NAMES.items() if pattern.fullmatch(folded)), None)


def resolve_generic_name(
    name: str, document: Document, registry: Registry, context: DocumentContext | None, passage: str | None
) -> str | None:
    """Return the entity that "the Office" refers to: the publisher if it fits, else the last named that fits.

    Of several organizations none is "the Organization". "The Secretariat" is that of the publisher, if the only
    publisher is an entity. In small letters only a publisher fits: `the programme` may be any.
    """
    kind = find_generic_kind(name)
    if kind is None:
        return None
    publishers = [id for id in document.publishers if id in registry.entities]
    fitting = [id for id in publishers if _has_kind_word(id, kind, registry)]
    if len(fitting) == 1:
        return fitting[0]
    if kind == SECRETARIAT and len(publishers) == 1:
        return publishers[0]
    if context is None or name.islower():
        return None
    named = dict.fromkeys(id for id in context.list_entities_before(passage) if _has_kind_word(id, kind, registry))
    is_unclear = kind == ORGANIZATION and len(named) > 1
    return None if is_unclear else next(iter(named), None)


@lru_cache(maxsize=4)
def _list_continued_names(registry: Registry) -> tuple[tuple[str, str], ...]:
    """Return the folded names that contain a word such as "of", each with its entity's id."""
    rows = registry.entities.values()
    names = ((normalise_text(known), row.id) for row in rows for known in (row.names["en"], *row.matching))
    return tuple((name, id) for name, id in names if NAME_CONTINUATION.search(name))


def resolve_name_prefix(
    name: str,
    registry: Registry,
    context: DocumentContext | None,
    passage: str | None,
    publishers: Collection[str] = (),
) -> str | None:
    """Return the entity whose full name begins with a name: `the Support Office | of the Example Process`.

    The document must have named it, or the body after "of", before, or be published by it; of several none is meant.
    """
    folded = re.sub(r"^the ", "", normalise_text(name))
    if context is None or " " not in folded:
        return None
    longer = [(known[len(folded) :], id) for known, id in _list_continued_names(registry) if known.startswith(folded)]
    published = {id for rest, id in longer if id in publishers and NAME_CONTINUATION.fullmatch(rest)}
    if len(published) == 1:
        return published.pop()
    if len(folded.split()) < MIN_NAME_WORDS:
        return None
    rests = [(match["rest"], id) for rest, id in longer if (match := NAME_CONTINUATION.fullmatch(rest))]
    earlier_entities = context.list_entities_before(passage) if rests else ()
    owners = ((id, registry.match_entity_name(rest)) for rest, id in rests)
    fitting = {id for id, owner in owners if id in earlier_entities or (owner and owner.id in earlier_entities)}
    return fitting.pop() if len(fitting) == 1 else None


def _has_kind_word(id: str, entity_kind: str, registry: Registry) -> bool:
    """Return whether an entity's name contains the word: the Office on Drugs and Crime is an office."""
    words = normalise_text(registry.entities[id].names["en"]).replace("organis", "organiz").split()
    return entity_kind in words

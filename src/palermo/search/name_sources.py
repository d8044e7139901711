"""Named items of registry and vocabulary: entities, instruments, provisions, publications, topics, places."""

import re
from collections.abc import Iterable, Iterator, Mapping

from palermo.registry import WORLD, Entity, Instrument, Publication, Registry
from palermo.search.name_matches import ANY_LANGUAGE, UNKNOWN_LANGUAGE, ItemName, NamedItem, NameType
from palermo.statements import FACETS
from palermo.vocabulary import Vocabulary

TOPIC_SCHEMES = tuple(facet.scheme for facet in FACETS if facet.scheme and facet.name != "audience")
"""Schemes of the vocabulary whose concepts are topics with a page of their own."""
MAX_ACRONYM_CHARS = 8
_DIRECTION_PATTERN = re.compile(r"\b([A-Z]\w+)ern\b")
"""`Western Africa` is also called West Africa."""


def list_named_items(registry: Registry, vocabulary: Vocabulary) -> list[NamedItem]:
    """Return the verified rows of the registry and the topics of the vocabulary."""
    return [
        *map(_build_entity, registry.entities.values()),
        *(item for row in registry.instruments.values() for item in _iterate_instrument(row)),
        *_iterate_topics(vocabulary),
        *_iterate_places(registry),
        *(_build_publication(row, registry) for row in registry.publications.values()),
    ]


def build_provision_id(instrument_id: str, position: int) -> str:
    """Return the id of a provision by its position in its instrument, from 0."""
    return f"{instrument_id}#{position}"


def _build_entity(row: Entity) -> NamedItem:
    others = _list_other_names([row.acronym or "", *row.matching])
    names = (*_list_texts(row.names), *others, *_list_texts(row.roles, is_description=True))
    return NamedItem(type=NameType.ENTITY, id=row.id, names=names)


def _iterate_instrument(row: Instrument) -> Iterator[NamedItem]:
    others = _list_other_names([row.symbol or "", *row.matching])
    organ = _list_texts({"en": row.organ} if row.organ else {}, is_description=True)
    yield NamedItem(type=NameType.INSTRUMENT, id=row.id, names=(*_list_texts(row.names), *others, *organ))
    for position, provision in enumerate(row.provisions):
        if not provision.verified:
            continue
        numbered = f"{row.names['en']} {provision.number}" if provision.number else ""
        texts = _list_texts(provision.summaries, is_description=True)
        texts += _list_texts({"en": numbered} if numbered else {}, is_description=True)
        id = build_provision_id(row.id, position)
        yield NamedItem(type=NameType.PROVISION, id=id, names=tuple(texts), parent_id=row.id)


def _build_publication(row: Publication, registry: Registry) -> NamedItem:
    language = row.languages[0] if len(row.languages) == 1 else "en"
    names = [ItemName(text=row.title, language=language), *_list_other_names([row.symbol or "", *row.matching])]
    about = [row.title, *(_build_publisher_text(registry.entities[id]) for id in row.publishers)]
    digests = {code: " ".join([*about, digest]) for code, digest in (row.digests or {"en": ""}).items()}
    names += _list_texts(digests, is_description=True)
    return NamedItem(type=NameType.PUBLICATION, id=row.id, names=tuple(names))


def _build_publisher_text(row: Entity) -> str:
    return " ".join([row.acronym or "", *row.names.values()])


def _iterate_topics(vocabulary: Vocabulary) -> Iterator[NamedItem]:
    for scheme in TOPIC_SCHEMES:
        for concept in vocabulary.list_concepts(scheme):
            names = (*_list_texts(concept.labels), *_list_texts(concept.definitions, is_description=True))
            yield NamedItem(type=NameType.TOPIC, id=concept.id, names=names)


def _iterate_places(registry: Registry) -> Iterator[NamedItem]:
    for region in registry.regions.values():
        if region.id != WORLD:
            short = ItemName(text=_DIRECTION_PATTERN.sub(r"\1", region.names["en"]), language="en")
            yield NamedItem(type=NameType.PLACE, id=region.id, names=(*_list_texts(region.names), short))
    for state in registry.states.values():
        others = _list_other_names([state.alpha3, *state.matching])
        yield NamedItem(type=NameType.PLACE, id=state.alpha3, names=(*_list_texts(state.names), *others))


def _list_texts(texts: Mapping[str, str], *, is_description: bool = False) -> list[ItemName]:
    """Return names, or descriptions, from texts by language."""
    return [ItemName(text=text, language=language, is_description=is_description) for language, text in texts.items()]


def _list_other_names(texts: Iterable[str]) -> list[ItemName]:
    """Return acronyms and symbols as names of any language, other names as names of an unknown one."""
    return [
        ItemName(text=text, language=ANY_LANGUAGE if _is_code(text) else UNKNOWN_LANGUAGE)
        for text in dict.fromkeys(texts)
        if text
    ]


def _is_code(text: str) -> bool:
    """Return whether a text is an acronym or a symbol."""
    return " " not in text and ((len(text) <= MAX_ACRONYM_CHARS and text.upper() == text) or "/" in text)

"""The verified entities of the registry in alphabetical order, and those that match filters."""

from collections.abc import Mapping
from functools import lru_cache

from palermo import registry
from palermo.analysis import collect_topics
from palermo.portal.base import languages
from palermo.portal.base.forms import ListFilters
from palermo.portal.services.list_filters import FieldGetters, count_values, select_rows
from palermo.registry import Entity
from palermo.search import NameType
from palermo.statements import normalise_text

ARABIC_ARTICLE = "ال"
"""The Arabic article, which alphabetical lists ignore."""
NON_LATIN_LANGUAGES = ("ar", "ru")


def list_entities() -> list[Entity]:
    """Return every verified entity in the alphabetical order of the page's language."""
    language = languages.get_active_language()
    entities = registry.load_registry().entities.values()
    return sorted(entities, key=lambda entity: _compute_rank(get_sort_name(entity, language), language))


def _compute_rank(name: str, language: str) -> tuple[bool, str]:
    """Return a sort key that puts names in the page's alphabet before those in the Latin alphabet."""
    return language in NON_LATIN_LANGUAGES and name[:1].isascii(), name


def get_sort_name(entity: Entity, language: str) -> str:
    """Return the name by which an entity is sorted; pages in Chinese sort by the English name."""
    name = entity.names["en"] if language == "zh" else entity.names.get(language) or entity.names["en"]
    return normalise_text(name).removeprefix("the ").removeprefix(ARABIC_ARTICLE)


def get_initial(entity: Entity, language: str) -> str:
    """Return the letter under which an entity is listed."""
    return get_sort_name(entity, language)[:1].upper()


def list_initials() -> list[str]:
    """Return the letters under which entities are listed, in order."""
    return list(dict.fromkeys(get_initial(entity, languages.get_active_language()) for entity in list_entities()))


@lru_cache(maxsize=512)
def list_themes(id: str) -> frozenset[str]:
    """Return the themes of an entity's publications, partnerships and instruments."""
    return collect_topics(registry.load_registry().get_profile(id))["themes"]


def build_entity_getters() -> FieldGetters[Entity]:
    """Return the functions that get an entity's values of the fields of the list."""
    language = languages.get_active_language()
    return {
        "kind": lambda item: (item.kind,),
        "theme": lambda item: list_themes(item.id),
        "icat": lambda item: ("yes" if item.icat else "no",),
        "letter": lambda item: (get_initial(item, language),),
    }


def filter_entities(filters: ListFilters) -> list[Entity]:
    """Return the entities that match the filters; with words, the best match first."""
    return select_rows(list_entities(), filters, build_entity_getters(), NameType.ENTITY)


def count_entities(filters: ListFilters) -> Mapping[str, Mapping[str, int]]:
    """Count the matching entities by the values of each field."""
    return count_values(list_entities(), filters, build_entity_getters(), NameType.ENTITY)

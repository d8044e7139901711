"""What the list of entities can be asked for, and the entities that answer it, from A to Z."""

from functools import lru_cache

from django.utils.translation import gettext as _

from palermo import registry
from palermo.analysis import collect_topics
from palermo.portal.base import languages, registry_links, value_labels
from palermo.portal.base.list_query import FormField, ListQuery
from palermo.registry import Entity
from palermo.statements import normalise_text

ARABIC_ARTICLE = "ال"
"""Arabic's article, which its alphabetical lists leave out."""
NON_LATIN_LANGUAGES = ("ar", "ru")


def list_entities() -> list[Entity]:
    """Every verified entity, from A to Z in the page's language."""
    language = languages.get_active_language()
    return sorted(
        registry.load_registry().entities.values(),
        key=lambda one: _compute_rank(get_sort_name(one, language), language),
    )


def _compute_rank(name: str, language: str) -> tuple[bool, str]:
    """Names in the alphabet of the page come before those that are only there in the Latin one."""
    return language in NON_LATIN_LANGUAGES and name[:1].isascii(), name


def get_sort_name(entity: Entity, language: str) -> str:
    """By what an entity stands in an alphabetical list; Chinese has no alphabet, and takes the English name."""
    name = entity.names["en"] if language == "zh" else entity.names.get(language) or entity.names["en"]
    return normalise_text(name).removeprefix("the ").removeprefix(ARABIC_ARTICLE)


def get_initial(entity: Entity, language: str) -> str:
    """The letter under which an entity stands."""
    return get_sort_name(entity, language)[:1].upper()


def build_fields() -> list[FormField]:
    """The fields of the form, each with the values that some entity has."""
    every = list_entities()
    kinds = {one.kind for one in every}
    return [
        FormField(
            name="kind",
            title=_("Kind"),
            options=[(id, str(word)) for id, word in value_labels.ENTITY_KINDS.items() if id in kinds],
        ),
        FormField(
            name="theme",
            title=_("Theme"),
            options=registry_links.list_concept_options(
                "themes", {id for one in every for id in list_themes(one.id)}, languages.get_active_language()
            ),
        ),
        FormField(name="icat", title=_("In ICAT"), options=[("yes", _("confirmed members"))]),
        FormField(name="letter", title=_("Letter"), options=[(one, one) for one in list_initials()]),
    ]


def list_initials() -> list[str]:
    """Letters under which there is an entity, in order."""
    return list(dict.fromkeys(get_initial(one, languages.get_active_language()) for one in list_entities()))


@lru_cache(maxsize=512)
def list_themes(id: str) -> frozenset[str]:
    """Themes of an entity's publications, partnerships and instruments."""
    return collect_topics(registry.load_registry().get_profile(id))["themes"]


def filter_entities(query: ListQuery) -> list[Entity]:
    """The entities that are asked for."""
    return [
        one
        for one in list_entities()
        if query.is_match("kind", (one.kind,))
        and query.is_match("theme", list_themes(one.id))
        and query.is_match("icat", ("yes" if one.icat else "no",))
        and query.is_match("letter", (get_initial(one, languages.get_active_language()),))
        and query.has_all_words(one.acronym, *one.names.values(), *one.matching, one.role)
    ]

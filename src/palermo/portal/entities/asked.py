"""What the list of entities can be asked for, and the entities that answer it, from A to Z."""

from functools import lru_cache

from django.utils.translation import gettext as _

from palermo import registry
from palermo.analysis import topics
from palermo.portal.frame import facts, languages, words
from palermo.portal.frame.asking import Asked, Field
from palermo.registry import Entity
from palermo.statements import normalised

ARTICLE = "ال"
"""Arabic's article, which its alphabetical lists leave out."""


def known() -> list[Entity]:
    """Every verified entity, from A to Z in the page's language."""
    return sorted(registry.load().entities.values(), key=lambda one: sorted_as(one, languages.active()))


def sorted_as(one: Entity, language: str) -> str:
    """By what an entity stands in an alphabetical list; Chinese has no alphabet, and takes the English name."""
    name = one.names["en"] if language == "zh" else one.names.get(language) or one.names["en"]
    return normalised(name).removeprefix("the ").removeprefix(ARTICLE)


def letter(one: Entity, language: str) -> str:
    """The letter under which an entity stands."""
    return sorted_as(one, language)[:1].upper()


def fields() -> list[Field]:
    """The fields of the form, each with the values that some entity has."""
    every = known()
    kinds = {one.kind for one in every}
    return [
        Field(
            name="kind",
            title=_("Kind"),
            options=[(id, str(word)) for id, word in words.ENTITY_KINDS.items() if id in kinds],
        ),
        Field(
            name="theme",
            title=_("Theme"),
            options=facts.concepts("themes", {id for one in every for id in themes(one.id)}, languages.active()),
        ),
        Field(name="icat", title=_("In ICAT"), options=[("yes", _("confirmed members"))]),
        Field(name="letter", title=_("Letter"), options=[(one, one) for one in letters()]),
    ]


def letters() -> list[str]:
    """Letters under which there is an entity, in order."""
    return list(dict.fromkeys(letter(one, languages.active()) for one in known()))


@lru_cache(maxsize=512)
def themes(id: str) -> frozenset[str]:
    """Themes of an entity's publications, partnerships and instruments."""
    return topics(registry.load().about(id))["themes"]


def found(ask: Asked) -> list[Entity]:
    """The entities that are asked for."""
    return [
        one
        for one in known()
        if ask.fits("kind", (one.kind,))
        and ask.fits("theme", themes(one.id))
        and ask.fits("icat", ("yes" if one.icat else "no",))
        and ask.fits("letter", (letter(one, languages.active()),))
        and ask.says(one.acronym, *one.names.values(), *one.matching, one.role)
    ]

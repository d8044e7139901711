"""Words of the explorer: dimensions, measures, and the values of dimensions as pages show them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.portal.frame import facts, languages, words
from palermo.portal.maps.ground import values

DIMENSIONS: dict[str, Promise] = {
    "entity": _("Entity"),
    "intervention": _("Kind of work"),
    "kind": _("Kind of statement"),
    "exploitation": _("Form of exploitation"),
    "theme": _("Theme"),
    "group": _("Group of people"),
    "audience": _("Audience"),
    "addressee": _("Addressee"),
    "partner": _("Partner"),
    "region": _("Region"),
    "country": _("Country"),
    "instrument": _("Instrument"),
    "year": _("Year of the document"),
    "response": _("Answer"),
    "language": _("Language"),
    "nature": _("Whose words"),
    "subject": _("Subject"),
}
MEASURES: dict[str, Promise] = {
    "statements": _("Statements"),
    "documents": _("Documents"),
    "entities": _("Entities that act"),
    "newest": _("Newest year"),
    "share": _("Share of the row"),
    "per_document": _("Statements per document"),
}
SORTS: dict[str, Promise] = {
    "weight": pgettext_lazy("order of rows", "Weight"),
    "similarity": pgettext_lazy("order of rows", "Similarity"),
    "name": pgettext_lazy("order of rows", "Name"),
}


def label(dimension: str, id: str, named: Mapping[str, str]) -> str:
    """A value in the page's language; named: what the registry does not know, by provisional id."""
    language = languages.active()
    match dimension:
        case "kind":
            return words.word(words.KINDS, id)
        case "nature":
            return words.word(words.NATURES, id)
        case "response":
            return words.word(words.RESPONSES, id)
        case "language":
            return languages.name(id)
    return named.get(id) or values().label(dimension, id, language)


def short(dimension: str, id: str, named: Mapping[str, str]) -> str:
    """The same, an entity's acronym in the place of its name."""
    if dimension in ("entity", "partner", "addressee") and id in values().registry.entities:
        return facts.short(id, languages.active())
    return label(dimension, id, named)

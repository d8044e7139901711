"""Labels of dimensions, measures, orderings and dimension values."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.portal.base import languages, registry_links, value_labels
from palermo.portal.services.map_cache import get_dimension_values

DIMENSION_TITLES: dict[str, Promise] = {
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
MEASURE_TITLES: dict[str, Promise] = {
    "statements": _("Statements"),
    "documents": _("Documents"),
    "entities": _("Entities that act"),
    "newest": _("Newest year"),
    "share": _("Share of the row"),
    "per_document": _("Statements per document"),
}
ORDERING_TITLES: dict[str, Promise] = {
    "weight": pgettext_lazy("order of rows", "Weight"),
    "similarity": pgettext_lazy("order of rows", "Similarity"),
    "name": pgettext_lazy("order of rows", "Name"),
}


def label_value(dimension: str, id: str, names: Mapping[str, str]) -> str:
    """Return the label of a value; `names` has those that the registry does not know, by provisional id."""
    language = languages.get_active_language()
    match dimension:
        case "kind":
            return value_labels.get_value_label(value_labels.KINDS, id)
        case "nature":
            return value_labels.get_value_label(value_labels.NATURES, id)
        case "response":
            return value_labels.get_value_label(value_labels.RESPONSES, id)
        case "language":
            return languages.get_language_name(id)
    return names.get(id) or get_dimension_values().get_label(dimension, id, language)


def shorten_label(dimension: str, id: str, names: Mapping[str, str]) -> str:
    """Return the same, an entity's acronym in the place of its name."""
    if dimension in ("entity", "partner", "addressee") and id in get_dimension_values().registry.entities:
        return registry_links.get_short_name(id, languages.get_active_language())
    return label_value(dimension, id, names)

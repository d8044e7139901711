"""Labels of dimensions, measures, orderings and dimension values."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.analysis import DIMENSIONS
from palermo.portal.base import languages, registry_links, value_labels
from palermo.portal.base.value_labels import get_facet_title
from palermo.portal.services.facet_labels import LABELS_BY_FACET
from palermo.portal.services.map_cache import get_dimension_values
from palermo.statements import NAME_FACETS

DIMENSION_TITLES: Mapping[str, Promise] = {name: get_facet_title(facet) for name, facet in DIMENSIONS.items()}
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
    """Return the label of a value; `names` are printed names by provisional id."""
    language = languages.get_active_language()
    if dimension in LABELS_BY_FACET:
        return value_labels.get_value_label(LABELS_BY_FACET[dimension], id)
    if dimension == "language":
        return languages.get_language_name(id)
    return names.get(id) or get_dimension_values().get_label(dimension, id, language)


def shorten_label(dimension: str, id: str, names: Mapping[str, str]) -> str:
    """Return the same label, but with an entity's acronym in place of its name."""
    if dimension in NAME_FACETS and id in get_dimension_values().registry.entities:
        return registry_links.get_short_name(id, languages.get_active_language())
    return label_value(dimension, id, names)

"""Labels of dimensions, measures, orderings and dimension values."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.analysis import MAP_FACETS
from palermo.portal.base import languages, registry_links
from palermo.portal.base.value_labels import get_facet_title
from palermo.portal.services.facet_labels import label_facet_value
from palermo.portal.services.map_cache import get_facet_values
from palermo.statements import NAME_FACETS

FACET_TITLES: Mapping[str, Promise] = {name: get_facet_title(facet) for name, facet in MAP_FACETS.items()}
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


def shorten_label(dimension: str, id: str, names: Mapping[str, str]) -> str:
    """Return the label of a value, with an entity's acronym in place of its name.

    names: printed names by provisional id.
    """
    if dimension in NAME_FACETS and id in get_facet_values().registry.entities:
        return registry_links.get_short_name(id, languages.get_active_language())
    return label_facet_value(dimension, id, names.get(id))

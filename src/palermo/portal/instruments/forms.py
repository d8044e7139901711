"""The form above the list of instruments."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from palermo.portal.base import display_names, value_labels
from palermo.portal.base.forms import ChoiceParam, FieldOptions, ListForm
from palermo.portal.services.registry_lists import list_instrument_themes, list_instruments, list_year_options


class InstrumentListForm(ListForm):
    """Filters of the list of instruments; a facet offers the values that some instrument has."""

    kind = ChoiceParam(label=_("Kind"))
    year = ChoiceParam(label=_("Year"))
    theme = ChoiceParam(label=_("Theme"))

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the options of all facets."""
        instruments = list_instruments()
        themes = {id for instrument in instruments for id in list_instrument_themes(instrument)}
        return {
            "kind": value_labels.list_options(
                value_labels.INSTRUMENT_KINDS, {instrument.kind for instrument in instruments}
            ),
            "year": list_year_options(instruments),
            "theme": display_names.list_concept_options("themes", themes),
        }

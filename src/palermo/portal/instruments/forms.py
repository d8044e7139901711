"""The form above the list of instruments."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from palermo.portal.base import display_names, languages, value_labels
from palermo.portal.base.forms import ChoiceParam, FieldOptions, ListForm
from palermo.portal.services.registry_lists import list_instrument_themes, list_instruments


class InstrumentListForm(ListForm):
    """Filters of the list of instruments; a facet offers the values that some instrument has."""

    kind = ChoiceParam(label=_("Kind"))
    year = ChoiceParam(label=_("Year"))
    theme = ChoiceParam(label=_("Theme"))

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the options of all facets."""
        instruments = list_instruments()
        years = sorted({instrument.date[:4] for instrument in instruments if instrument.date}, reverse=True)
        themes = {id for instrument in instruments for id in list_instrument_themes(instrument)}
        return {
            "kind": value_labels.list_options(
                value_labels.INSTRUMENT_KINDS, {instrument.kind for instrument in instruments}
            ),
            "year": [(year, year) for year in years],
            "theme": display_names.list_concept_options("themes", themes, languages.get_active_language()),
        }

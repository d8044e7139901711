"""The query parameters of the register of recommendations and of the chains."""

import re
from collections.abc import Mapping

from django import forms

from palermo.portal.base.forms import ChoiceParam, QueryForm, TextParam, ValuesParam
from palermo.portal.recommendations.register_query import FILTER_PARAMS, REGISTER_ORDERINGS, RegisterQuery
from palermo.statements import FACETS

MAX_FIELD_VALUES = 30
"""Values of one field that are read; more are of no use to a reader and cost the server time."""
CLOSED_VALUES: Mapping[str, frozenset[str]] = {
    facet.name: frozenset(facet.values)
    for facet in FACETS
    if facet.values and facet.name != "language"  # documents may have a language that is not analysed
}
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)


class FilterParam(ValuesParam):
    """The values of one filter; invalid ones are ignored."""

    def __init__(self, name: str) -> None:
        super().__init__(max_values=MAX_FIELD_VALUES)
        self.name = name

    def is_usable(self, value: str) -> bool:
        """Return whether the filter can have this value."""
        if self.name == "year":
            return _YEAR.fullmatch(value) is not None
        return self.name not in CLOSED_VALUES or value in CLOSED_VALUES[self.name]


class RegisterForm(QueryForm):
    """Filters, search words and order of the register."""

    accepts_facet_aliases = True

    q = TextParam()
    sort = ChoiceParam(choices=[(item, item) for item in REGISTER_ORDERINGS])

    def build_fields(self) -> Mapping[str, forms.Field]:
        """Return a field for each filter."""
        return {name: FilterParam(name) for name in FILTER_PARAMS}

    @property
    def query(self) -> RegisterQuery:
        """The register that the parameters ask for."""
        return RegisterQuery(
            pairs=tuple((name, value) for name in FILTER_PARAMS for value in self.cleaned_data[name]),
            search_text=self.get_value("q"),
            chosen_ordering=self.get_value("sort"),
        )

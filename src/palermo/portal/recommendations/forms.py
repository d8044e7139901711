"""The query parameters of the register of recommendations and of the chains."""

from collections.abc import Mapping
from functools import cached_property

from django import forms

from palermo.errors import QuestionInvalid
from palermo.portal.base.forms import ChoiceParam, FilterParam, QueryForm, TextParam, ValuesParam
from palermo.portal.recommendations.register_query import FILTER_PARAMS, OWN_ANSWER, REGISTER_ORDERINGS, RegisterQuery
from palermo.portal.services.entity_statements import ANSWER_CHOICES
from palermo.portal.services.facet_labels import describe_unknown_value
from palermo.portal.services.map_cache import get_facet_values

NAMED_PARAMS = frozenset(("addressee", "actor", "place", "region", "theme", "exploitation", "intervention", "group"))
"""Filters whose values have names, by which they can be given."""


class OwnAnswerParam(ValuesParam):
    """How an addressee answers itself; others are ignored."""

    def is_usable(self, value: str) -> bool:
        """Return whether an addressee can answer so."""
        return value in dict(ANSWER_CHOICES)


class RegisterForm(QueryForm):
    """Filters, search words and order of the register."""

    accepts_facet_aliases = True

    q = TextParam()
    own_answer = OwnAnswerParam(max_values=len(ANSWER_CHOICES))
    sort = ChoiceParam(choices=[(item, item) for item in REGISTER_ORDERINGS])

    def build_fields(self) -> Mapping[str, forms.Field]:
        """Return a field for each filter."""
        return {name: FilterParam(name) for name in FILTER_PARAMS}

    @cached_property
    def query(self) -> RegisterQuery:
        """The register that the parameters ask for."""
        pairs: list[tuple[str, str]] = []
        refused = []
        for name in (*FILTER_PARAMS, OWN_ANSWER):
            for value in self.cleaned_data[name]:
                try:
                    ids = get_facet_values().find_ids(name, value) if name in NAMED_PARAMS else (value,)
                    pairs += [(name, id) for id in ids]
                except QuestionInvalid:
                    refused.append(describe_unknown_value(name, value))
        return RegisterQuery(
            pairs=tuple(dict.fromkeys(pairs)),
            refused=tuple(refused),
            search_text=self.get_value("q"),
            chosen_ordering=self.get_value("sort"),
        )

"""Forms that parse query parameters.

A value that a page cannot use is not an error: it is ignored, and the page lists it.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from palermo.portal.base.pagination import parse_page_number
from palermo.review import CONTROL_CHARACTER
from palermo.statements import FACET_ALIASES, FACETS, resolve_facet_name

MAX_VALUE_CHARS = 200
MAX_IGNORED_PARAMS = 5
"""Ignored parameters and values that a page lists."""

MAX_FIELD_VALUES = 30
"""Values of one field that are read; more are of no use to a reader and cost the server time."""
CLOSED_VALUES: Mapping[str, frozenset[str]] = {
    facet.name: frozenset(facet.values)
    for facet in FACETS
    if facet.values and facet.name != "language"  # documents may have a language that is not analysed
}
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)

type QueryPairs = tuple[tuple[str, str], ...]
"""Names and values of query parameters."""
FieldOptions = Sequence[tuple[str, str]]
"""Values of a field and their labels."""


def clean_value(value: str, max_chars: int = MAX_VALUE_CHARS) -> str:
    """Return the beginning of a text in one line, without control characters and surrogates."""
    return " ".join(CONTROL_CHARACTER.sub(" ", value[:max_chars]).split())


class TextParam(forms.CharField):
    """Any text in one line; a long one is cut."""

    def __init__(self, *, max_chars: int = MAX_VALUE_CHARS, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.max_chars = max_chars

    def to_python(self, value: Any) -> str:
        """Return the cleaned text, empty if there is none."""
        return clean_value(value or "", self.max_chars)


class ChoiceParam(forms.ChoiceField):
    """One of some values; the form sets those that depend on the edition or the language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)


class NumberParam(forms.Field):
    """A whole number from 0, limited to a maximum; anything else becomes the initial value."""

    def __init__(self, *, initial: int, maximum: int, minimum: int = 0) -> None:
        super().__init__(required=False, initial=initial)
        self.minimum, self.maximum = minimum, maximum

    def to_python(self, value: Any) -> int:
        """Return the number within its limits."""
        text = (value or "").strip()
        number = int(text) if self.is_valid_value(text) else self.initial
        return max(self.minimum, min(number, self.maximum))

    def is_valid_value(self, value: str) -> bool:
        """Return whether a value is a number, which may still be limited."""
        text = value.strip()
        return text.isascii() and text.isdigit() and len(text) < 6


class ValuesParam(forms.Field):
    """Any number of values of one parameter, each cleaned, without duplicates."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, max_values: int) -> None:
        super().__init__(required=False)
        self.max_values = max_values

    def to_python(self, value: Any) -> tuple[str, ...]:
        """Return the values that can be used, in order."""
        cleaned = dict.fromkeys(clean_value(item) for item in list(value or ())[: self.max_values])
        return tuple(item for item in cleaned if item and self.is_usable(item))

    def is_usable(self, value: str) -> bool:
        """Return whether a value is valid for this parameter; subclasses decide."""
        return True

    def is_valid_value(self, value: str) -> bool:
        """Return whether a value is not ignored."""
        cleaned = clean_value(value)
        return not cleaned or self.is_usable(cleaned)


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


class PageParam(forms.Field):
    """The number of a page of a list, from 1."""

    def to_python(self, value: Any) -> int:
        """Return the page number; anything else means the first page."""
        return parse_page_number(value)


class QueryForm(forms.Form):
    """The query parameters of a page; `cleaned_data` contains the valid ones."""

    page = PageParam(required=False)
    confidence = TextParam()

    accepts_facet_aliases = False
    """Whether parameters are facets, which have aliases from older addresses."""
    axis_params: tuple[str, ...] = ()
    """Parameters whose values are names of facets."""

    def __init__(self, data: QueryDict) -> None:
        self.parameters = resolve_facet_params(data, self.axis_params) if self.accepts_facet_aliases else data
        super().__init__(self.parameters)
        self.fields.update(self.build_fields())
        for name, options in self.build_choices().items():
            choice_field = self.fields[name]
            if isinstance(choice_field, forms.ChoiceField):
                choice_field.choices = options
        self.full_clean()

    def build_fields(self) -> Mapping[str, forms.Field]:
        """Return the fields that depend on other definitions, by name."""
        return {}

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the options of the choice fields that have none in the class."""
        return {}

    def get_value(self, name: str) -> Any:
        """Return the value of a field, or its initial value if it is missing or cannot be used."""
        value = self.cleaned_data.get(name)
        return (self.fields[name].initial or "") if value in (None, "") else value

    @property
    def has_empty_params(self) -> bool:
        """Whether the browser sent empty fields, which are not part of the page's canonical address."""
        return "" in self.parameters.values()

    @cached_property
    def ignored_params(self) -> list[tuple[str, str]]:
        """Invalid values, and names of unknown parameters (with an empty value)."""
        ignored = []
        for name, values in self.parameters.lists():
            known = self.fields.get(name)
            if known is None:
                ignored.append((clean_value(name), ""))
            elif isinstance(known, forms.ChoiceField | NumberParam | ValuesParam):
                is_valid = known.valid_value if isinstance(known, forms.ChoiceField) else known.is_valid_value
                ignored += [(name, clean_value(value)) for value in values if value and not is_valid(value)]
        return list(dict.fromkeys(ignored))[:MAX_IGNORED_PARAMS]


def resolve_facet_params(parameters: QueryDict, axis_params: Collection[str] = ()) -> QueryDict:
    """Return the parameters with the aliases of facets replaced by their names.

    This keeps old addresses working.
    """
    resolved = QueryDict(mutable=True)
    for name, values in parameters.lists():
        for value in values:
            resolved.appendlist(
                FACET_ALIASES.get(name, name), resolve_facet_name(value) if value and name in axis_params else value
            )
    return resolved


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilters:
    """Filters of a list of facts; an empty one matches everything."""

    search_text: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """Values by name of the field."""

    def is_match(self, name: str, values: Iterable[str]) -> bool:
        """Return whether a row with these values of a field passes."""
        chosen_values = self.chosen.get(name)
        return not chosen_values or chosen_values in values


class ListForm(QueryForm):
    """The form above a list of facts: search words, and a choice field for each facet."""

    q = TextParam()

    @property
    def filters(self) -> ListFilters:
        """The filters in the parameters."""
        chosen = {choice.name: value for choice in self.choice_fields if (value := self.get_value(choice.name))}
        return ListFilters(search_text=self.search_text, chosen=chosen)

    @property
    def search_text(self) -> str:
        """The search words."""
        return str(self.get_value("q"))

    @property
    def choice_fields(self) -> list[BoundField]:
        """The choice fields, in the order of the class."""
        return [item for item in self if isinstance(item.field, forms.ChoiceField)]

    @property
    def select_fields(self) -> list[BoundField]:
        """The choice fields with at least one choice."""
        return [bound for bound in self.choice_fields if bound.field.choices]  # type: ignore[attr-defined]

    @property
    def url_params(self) -> QueryPairs:
        """Parameters that give the same list."""
        filters = self.filters
        return (*((("q", filters.search_text),) if filters.search_text else ()), *filters.chosen.items())

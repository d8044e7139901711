"""Lists of registry rows, which are selected by fields and words, and counted by the values of each field."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from django.utils.text import Truncator

from palermo.portal.base.forms import ListFilters, ListForm
from palermo.portal.base.plurals import format_integer
from palermo.portal.services.text_search import RegistryRow, select_by_words
from palermo.search import NameType

MAX_LABEL_CHARS = 50
"""Characters of an option, so that its count is shown."""

type FieldGetters[T] = Mapping[str, Callable[[T], Collection[str]]]
"""By name of a field: the values that a row has of it."""


def select_rows[T: RegistryRow](
    rows: Sequence[T], filters: ListFilters, getters: FieldGetters[T], *types: NameType
) -> list[T]:
    """Return the rows that match the filters; with words, the best match first."""
    matching = [row for row in rows if all(filters.is_match(name, get(row)) for name, get in getters.items())]
    return select_by_words(matching, filters.search_text, *types)


def count_values[T: RegistryRow](
    rows: Sequence[T], filters: ListFilters, getters: FieldGetters[T], *types: NameType
) -> Mapping[str, Mapping[str, int]]:
    """Count the rows that match the filters by the values of each field.

    The counts of a field ignore its own filter.
    """
    rows_found = select_by_words(rows, filters.search_text, *types)
    counts = {}
    for name, get in getters.items():
        lifted = replace(filters, chosen={item: value for item, value in filters.chosen.items() if item != name})
        others = [row for row in rows_found if all(lifted.is_match(item, of(row)) for item, of in getters.items())]
        counts[name] = Counter(value for row in others for value in set(get(row)))
    return counts


def show_counts(form: ListForm, counts: Mapping[str, Mapping[str, int]]) -> None:
    """Add the counts to the labels of a form's options, and remove options without results."""
    for bound in form.choice_fields:
        if bound.name in counts:
            chosen, numbers = form.get_value(bound.name), counts[bound.name]
            form.fields[bound.name].choices = [  # type: ignore[attr-defined]
                (value, f"{Truncator(label).chars(MAX_LABEL_CHARS)} ({format_integer(numbers.get(value, 0))})")
                for value, label in bound.field.choices  # type: ignore[attr-defined]
                if numbers.get(value) or value == chosen
            ]

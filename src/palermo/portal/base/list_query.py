"""What the address of a list of facts asks for: words, and one value for each field that has choices."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from palermo.statements import FACET_ALIASES, normalise_text, resolve_facet_name

MAX_VALUE_CHARS = 200
"""Characters of a value that are heard."""

MAX_IGNORED_PARAMS = 5
"""Parameters and values that are told of as not heard."""

FieldOptions = Sequence[tuple[str, str]]
"""Value in addresses, and the word for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of the form above a list."""

    name: str
    title: str
    options: FieldOptions
    chosen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListQuery:
    """Filters of a list; an empty one lets everything pass."""

    search_text: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)

    def get_value(self, name: str) -> str:
        """The value of a field, empty where none is asked for."""
        return self.chosen.get(name, "")

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Parameters that ask for the same."""
        return (*((("q", self.search_text),) if self.search_text else ()), *self.chosen.items())

    def has_all_words(self, *texts: str | None) -> bool:
        """Whether all the words stand in these texts; case, accents and their order do not count."""
        searched = normalise_text(" ".join(text for text in texts if text))
        return all(word in searched for word in normalise_text(self.search_text).split())

    def is_match(self, name: str, values: Iterable[str]) -> bool:
        """Whether a row with these values of a field is asked for."""
        return not self.get_value(name) or self.get_value(name) in values


def parse_list_query(parameters: QueryDict, fields: Iterable[FormField]) -> ListQuery:
    """Read the address of a list; a value that is none of its field's choices is not heard."""
    chosen = {one.name: parameters.get(one.name, "") for one in fields if _is_option(one, parameters.get(one.name, ""))}
    return ListQuery(search_text=clean_value(parameters.get("q", "")), chosen=chosen)


def fill_fields(fields: Iterable[FormField], query: ListQuery) -> list[FormField]:
    """The fields that have something to choose, with what is chosen in each."""
    return [replace(one, chosen=query.get_value(one.name)) for one in fields if one.options]


def find_ignored_params(parameters: QueryDict, choices: Mapping[str, Collection[str] | None]) -> list[tuple[str, str]]:
    """What of an address a page has no use for: name and value of a parameter, or the name alone of one it has not.

    `choices` are the values that each parameter can have; None where any can be meant.
    """
    found = []
    for name, values in parameters.lists():
        if name not in choices:
            found.append((clean_value(name), ""))
            continue
        known = choices[name]
        found += [(name, clean_value(one)) for one in values if one and known is not None and one not in known]
    return list(dict.fromkeys(found))[:MAX_IGNORED_PARAMS]


def resolve_facet_params(parameters: QueryDict, axis_params: Collection[str] = ()) -> QueryDict:
    """Return the parameters with aliases of facets replaced by their names, so that old addresses keep working.

    axis_params: parameters whose values are names of facets.
    """
    resolved = QueryDict(mutable=True)
    for name, values in parameters.lists():
        wanted = [resolve_facet_name(one) if one else one for one in values] if name in axis_params else values
        for value in wanted:
            resolved.appendlist(FACET_ALIASES.get(name, name), value)
    return resolved


def clean_value(value: str) -> str:
    """A text from outside in one line, without what no keyboard types."""
    printable = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in value[:MAX_VALUE_CHARS])
    return " ".join(printable.split())


def _is_option(form_field: FormField, value: str) -> bool:
    return any(value == option for option, _label in form_field.options)

"""What the address of a list of facts asks for: words, and one value for each field that has choices."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from palermo.statements import normalised

LENGTH = 200
"""Characters of a value that are heard."""

TOLD = 5
"""Parameters and values that are told of as not heard."""

Options = Sequence[tuple[str, str]]
"""Value in addresses, and the word for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of the form above a list."""

    name: str
    title: str
    options: Options
    chosen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Filters of a list; an empty one lets everything pass."""

    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """The value of a field, empty where none is asked for."""
        return self.chosen.get(name, "")

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Parameters that ask for the same."""
        return (*((("q", self.words),) if self.words else ()), *self.chosen.items())

    def says(self, *texts: str | None) -> bool:
        """Whether all the words stand in these texts; case, accents and their order do not count."""
        searched = normalised(" ".join(text for text in texts if text))
        return all(word in searched for word in normalised(self.words).split())

    def fits(self, name: str, values: Iterable[str]) -> bool:
        """Whether a row with these values of a field is asked for."""
        return not self.value(name) or self.value(name) in values


def asked(parameters: QueryDict, fields: Iterable[Field]) -> Asked:
    """Read the address of a list; a value that is none of its field's choices is not heard."""
    chosen = {one.name: parameters.get(one.name, "") for one in fields if _known(one, parameters.get(one.name, ""))}
    return Asked(words=clean(parameters.get("q", "")), chosen=chosen)


def filled(fields: Iterable[Field], ask: Asked) -> list[Field]:
    """The fields that have something to choose, with what is chosen in each."""
    return [replace(one, chosen=ask.value(one.name)) for one in fields if one.options]


def unheard(parameters: QueryDict, choices: Mapping[str, Collection[str] | None]) -> list[tuple[str, str]]:
    """What of an address a page has no use for: name and value of a parameter, or the name alone of one it has not.

    `choices` are the values that each parameter can have; None where any can be meant.
    """
    found = []
    for name, values in parameters.lists():
        if name not in choices:
            found.append((clean(name), ""))
            continue
        known = choices[name]
        found += [(name, clean(one)) for one in values if one and known is not None and one not in known]
    return list(dict.fromkeys(found))[:TOLD]


def clean(value: str) -> str:
    """A text from outside in one line, without what no keyboard types."""
    printable = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in value[:LENGTH])
    return " ".join(printable.split())


def _known(one: Field, value: str) -> bool:
    return any(value == option for option, _label in one.options)

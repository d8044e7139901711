"""Forms: the words and patterns of a language by topic, read from `TOPIC/LANGUAGE.yaml` and compiled once.

A topic is a dataclass of patterns, lists of patterns, texts and sets of words, each with what it means; the file of a
language holds those that it has, under the same names, with an example. What a language has not is met nowhere, so
that a rule asks its pattern and needs not ask for the language. Patterns are Python regular expressions in verbose
form, matched without regard to case where `(?-i:...)` does not say otherwise; `~name` stands for the text of that name
below `words`.
"""

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any

from palermo.vocabulary.lines import parsed

NEVER = re.compile(r"\A(?!)")
"""Met nowhere: the pattern of a form that a language has not. A search with it ends at once, behind `\\A`."""
type Form = re.Pattern[str] | tuple[re.Pattern[str], ...] | tuple[str, ...] | frozenset[str]
_NAMED = re.compile(r"~(\w+)")


def forms_of(kind: type[Any], topic: str, language: str) -> Any:
    """The forms of a topic, a dataclass, in a language; raises KeyError for a name that the topic does not know."""
    rows: dict[str, Any] = parsed(source(topic, language)) or {}
    named: Mapping[str, str] = rows.pop("words", {})
    types = {field.name: field.type for field in fields(kind)}
    return kind(**{name: _read(types[name], row, named) for name, row in rows.items()})


def _read(type: Any, row: Any, named: Mapping[str, str]) -> Form:
    """A form as what it is."""
    if type == re.Pattern[str]:
        return _pattern(row, named)
    if type == tuple[str, ...]:
        return tuple(map(str, row))
    if type == frozenset[str]:
        return frozenset(row.split() if isinstance(row, str) else map(str, row))
    return tuple(_pattern(one, named) for one in row)


@cache
def source(topic: str, language: str) -> str:
    """The forms of a topic in a language as they are written down; empty where none are."""
    file = files("palermo.extraction.language").joinpath(topic, f"{language}.yaml")
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _pattern(row: str, named: Mapping[str, str]) -> re.Pattern[str]:
    whole = row
    while _NAMED.search(whole):
        whole = _NAMED.sub(lambda found: f"(?:{named[found[1]]})", whole)
    return re.compile(whole, re.IGNORECASE | re.VERBOSE)

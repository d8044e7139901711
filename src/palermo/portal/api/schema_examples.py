"""Examples and patterns of the OpenAPI description.

They show valid values of each parameter, and which texts are always refused.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from palermo.analysis import MAP_FACETS
from palermo.portal.api.cursors import CURSOR_PATTERN
from palermo.statements import FACET_ALIASES
from palermo.vocabulary import load_vocabulary

PARAMETER_EXAMPLES: Final[Mapping[str, Any]] = {
    "q": "labour inspectors",
    "cursor": "",
    "limit": 20,
    "page": 1,
    "size": 10,
    "hint": "en",
    "kind": ["recommendation"],
    "actor": ["unodc"],
    "addressee": ["state:KEN"],
    "partner": ["iom"],
    "publisher": "unodc",
    "entity": "unodc",
    "theme": ["technology"],
    "exploitation": ["forced-labour"],
    "intervention": ["training"],
    "group": ["children"],
    "audience": ["states"],
    "place": ["KEN"],
    "region": ["002"],
    "instrument": ["palermo-protocol"],
    "year": [2022],
    "response": ["accepted"],
    "language": ["en"],
    "nature": ["original"],
    "subject": ["trafficking"],
    "sort": "newest",
    "rows": "actor",
    "columns": "intervention",
    "where": ["region=africa", "year=2018..2022"],
    "earlier": "2015..2019",
    "later": "2020..2024",
    "document": ["0a1b2c3d"],
    "by": ["theme", "place"],
    "top": 20,
    "old": 5,
}
"""By name of the parameter; lists are given as their first value where the parameter is single."""
_YEARS: Final = r"[12]\d{3}(\.\.[12]\d{3})?"
_PERIOD_PATTERN: Final = rf"^({_YEARS})?$"


def build_condition_pattern() -> str:
    """Return the pattern of `field=value`.

    It accepts the ids of closed fields, and any name in fields with values of the registry.
    """
    names = [(name, (name, *(alias for alias, facet in FACET_ALIASES.items() if facet == name))) for name in MAP_FACETS]
    closed = {name: values for name in MAP_FACETS if (values := _list_closed_values(name))}
    parts = [
        f"({'|'.join(called)})=({_YEARS if name == 'year' else '|'.join(map(re.escape, closed[name]))})"
        for name, called in names
        if name == "year" or name in closed
    ]
    others = [item for name, called in names if name != "year" and name not in closed for item in called]
    return f"^({'|'.join(parts)}|({'|'.join(others)})=.*\\S.*)$"


def _list_closed_values(dimension: str) -> tuple[str, ...]:
    """Return the ids that a field can have; none if they are names of the registry, or years."""
    facet = MAP_FACETS[dimension]
    if facet.scheme and dimension != "addressee":
        return tuple(concept.id for concept in load_vocabulary().list_concepts(facet.scheme))
    return tuple(map(str, facet.values))


PATTERNS: Final[Mapping[str, str]] = {
    "cursor": rf"^({CURSOR_PATTERN})?$",
    "where": build_condition_pattern(),
    "earlier": _PERIOD_PATTERN,
    "later": _PERIOD_PATTERN,
}
"""By name of the parameter; of a list, each value."""
_RECORD_PATHS: Final = ("/documents/{id}", "/passages/{id}", "/statements/{id}")


def add_examples(schema: dict[str, Any]) -> None:
    """Add an example to each parameter that has one, and patterns to those that refuse other texts."""
    for path, operations in schema["paths"].items():
        for parameter in operations["get"]["parameters"]:
            _describe_parameter(parameter, is_record=any(part in path for part in _RECORD_PATHS))


def _describe_parameter(parameter: dict[str, Any], *, is_record: bool) -> None:
    name, described = parameter["name"], parameter["schema"]
    is_list = described.get("type") == "array"
    choices = (described.get("items") or {}).get("enum") or described.get("enum")
    example = PARAMETER_EXAMPLES.get(name)
    if is_list and example is not None and not isinstance(example, list):
        example = [example]
    elif not is_list and isinstance(example, list):
        example = example[0]
    first = example[0] if isinstance(example, list) and example else example
    if choices and first not in choices:
        example = [choices[0]] if is_list else choices[0]
    if example is not None:
        parameter["example"] = example
    if pattern := PATTERNS.get(name):
        (described["items"] if is_list else described)["pattern"] = pattern
    if name == "id" and is_record:
        described["pattern"] = "^[0-9a-f]{6,64}$"
        parameter["example"] = "0a1b2c3d"

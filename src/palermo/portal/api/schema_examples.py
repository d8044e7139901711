"""Examples and patterns of the OpenAPI description: what a parameter looks like, and what is always refused."""

from collections.abc import Mapping
from typing import Any, Final

from palermo.analysis import DIMENSIONS
from palermo.statements import FACET_ALIASES

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
_PERIOD_PATTERN: Final = r"^(\d{4}(\.\.\d{4})?)?$"
PATTERNS: Final[Mapping[str, str]] = {
    "cursor": r"^[A-Za-z0-9_-]*$",
    "where": rf"^({'|'.join([*DIMENSIONS, *FACET_ALIASES])})=.*\S",
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

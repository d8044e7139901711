"""The service's OpenAPI description as rows of a page, so that it can be read without scripts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter, or a part of an answer."""

    name: str
    type: str
    pieces: tuple[tuple[str, bool], ...]
    """What it means, cut into text and code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What an answer looks like."""

    name: str
    text: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What can be asked at an address."""

    id: str
    path: str
    text: str
    parameters: tuple[Field, ...]
    answer: str
    """Name of the shape of its answer."""


def pieces(text: str) -> list[tuple[str, bool]]:
    """A text cut at its backticks, and of each piece whether it is code.

    >>> pieces("give `next` as `cursor`")
    [('give ', False), ('next', True), (' as ', False), ('cursor', True)]
    """
    return [(part, at % 2 == 1) for at, part in enumerate(text.split("`")) if part]


def operations(schema: Mapping[str, Any]) -> Iterator[Operation]:
    """All operations, in their order."""
    for path, methods in schema["paths"].items():
        found = methods["get"]
        content = found["responses"]["200" if "200" in found["responses"] else 200]["content"]
        yield Operation(
            id=found["operationId"],
            path=path,
            text=found.get("description", ""),
            parameters=tuple(_field(one["name"], one["schema"]) for one in found["parameters"]),
            answer=_type(content["application/json"]["schema"]),
        )


def shapes(schema: Mapping[str, Any]) -> Iterator[Shape]:
    """The shapes of all answers, by name."""
    for name, found in sorted(schema["components"]["schemas"].items()):
        fields = found.get("properties", {})
        if fields:
            parts = tuple(_field(*one) for one in fields.items())
            yield Shape(name=name, text=found.get("description", ""), fields=parts)


def _field(name: str, schema: Mapping[str, Any]) -> Field:
    default = schema.get("default")
    text = schema.get("description", "")
    said = f"{text} Without it: {default}.".strip() if default not in (None, "", [], False) else text
    return Field(name=name, type=_type(schema), pieces=tuple(pieces(said)))


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return ", ".join(str(one) for one in schema["enum"] if one != "")
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if "additionalProperties" in schema and isinstance(schema["additionalProperties"], Mapping):
        return f"object of {_type(schema['additionalProperties'])}"
    return str(schema.get("const", schema.get("type", "any")))

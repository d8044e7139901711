"""The OpenAPI description as rows of a page, readable without scripts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceField:
    """A parameter, or a part of an answer."""

    name: str
    type: str
    text_segments: tuple[tuple[str, bool], ...]
    """The description, split into text and code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseShape:
    """The schema of a response."""

    name: str
    text: str
    fields: tuple[ReferenceField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiOperation:
    """An operation at an address."""

    id: str
    path: str
    text: str
    parameters: tuple[ReferenceField, ...]
    response_name: str
    """Name of the shape of its answer."""


SHARED_PARAMETERS = ("limit", "cursor", "confidence")
"""Parameters that mean the same wherever they are; the page describes them once."""


QUERY_SUFFIX = "Query"
"""Ends the name of a schema of parameters, which the page describes with their operation."""


def split_code_spans(text: str) -> list[tuple[str, bool]]:
    """Return a text cut at its backticks, and of each piece whether it is code.

    >>> split_code_spans("give `next` as `cursor`")
    [('give ', False), ('next', True), (' as ', False), ('cursor', True)]
    """
    return [(part, at % 2 == 1) for at, part in enumerate(text.split("`")) if part]


def list_operations(schema: Mapping[str, Any]) -> Iterator[ApiOperation]:
    """Return all operations, in their order."""
    for path, methods in schema["paths"].items():
        found = methods["get"]
        content = found["responses"]["200" if "200" in found["responses"] else 200]["content"]
        yield ApiOperation(
            id=found["operationId"],
            path=path,
            text=found.get("description", ""),
            parameters=tuple(
                _build_field(one["name"], one["schema"])
                for one in found["parameters"]
                if one["name"] not in SHARED_PARAMETERS
            ),
            response_name=_describe_type(content["application/json"]["schema"]),
        )


def list_shared_parameters(schema: Mapping[str, Any]) -> list[ReferenceField]:
    """Return the parameters that several operations have in the same way, each once."""
    found: dict[str, ReferenceField] = {}
    for methods in schema["paths"].values():
        for one in methods["get"]["parameters"]:
            if one["name"] in SHARED_PARAMETERS:
                described = one["schema"] | {"description": one.get("description", "")}
                found.setdefault(one["name"], _build_field(one["name"], described))
    return [found[name] for name in SHARED_PARAMETERS if name in found]


def list_response_shapes(schema: Mapping[str, Any]) -> Iterator[ResponseShape]:
    """Return the shapes of all answers, by name."""
    for name, found in sorted(schema["components"]["schemas"].items()):
        fields = found.get("properties", {})
        if fields and not name.endswith(QUERY_SUFFIX):
            parts = tuple(_build_field(*one) for one in fields.items())
            yield ResponseShape(name=name, text=found.get("description", ""), fields=parts)


def _build_field(name: str, schema: Mapping[str, Any]) -> ReferenceField:
    default = schema.get("default")
    text = schema.get("description", "")
    said = f"{text} Without it: {default}.".strip() if default not in (None, "", [], False) else text
    return ReferenceField(name=name, type=_describe_type(schema), text_segments=tuple(split_code_spans(said)))


def _describe_type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return ", ".join(str(one) for one in schema["enum"] if one != "")
    if "anyOf" in schema:
        return " or ".join(_describe_type(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_describe_type(schema['items'])}"
    if "additionalProperties" in schema and isinstance(schema["additionalProperties"], Mapping):
        return f"object of {_describe_type(schema['additionalProperties'])}"
    return str(schema.get("const", schema.get("type", "any")))

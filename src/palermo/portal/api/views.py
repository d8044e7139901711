"""The page that documents the service: the OpenAPI description as rows, readable without scripts."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.portal.api.problems import STATUS_DESCRIPTIONS
from palermo.portal.api.service import build_openapi_schema

SHARED_PARAMETERS = ("limit", "cursor", "confidence")
"""Parameters that mean the same wherever they are; the page describes them once."""
QUERY_SUFFIX = "Query"
"""Ends the name of a schema of parameters, which the page describes with their operation."""


def split_code_spans(text: str) -> list[tuple[str, bool]]:
    """Return the parts of a text between backticks and outside of them, each with whether it is code.

    >>> split_code_spans("give `next` as `cursor`")
    [('give ', False), ('next', True), (' as ', False), ('cursor', True)]
    """
    return [(part, at % 2 == 1) for at, part in enumerate(text.split("`")) if part]


def list_operations(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Return all operations, in their order, with the name of the schema of their response."""
    for path, methods in schema["paths"].items():
        operation = methods["get"]
        content = operation["responses"]["200" if "200" in operation["responses"] else 200]["content"]
        parameters = [item for item in operation["parameters"] if item["name"] not in SHARED_PARAMETERS]
        yield {
            "id": operation["operationId"],
            "path": path,
            "text": operation.get("description", ""),
            "parameters": [_build_field(item["name"], item["schema"]) for item in parameters],
            "response_name": _describe_type(content["application/json"]["schema"]),
        }


def list_shared_parameters(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the parameters that several operations have in the same way, each once."""
    shared_parameters: dict[str, dict[str, Any]] = {}
    for methods in schema["paths"].values():
        for parameter in methods["get"]["parameters"]:
            if parameter["name"] in SHARED_PARAMETERS:
                described = parameter["schema"] | {"description": parameter.get("description", "")}
                shared_parameters.setdefault(parameter["name"], _build_field(parameter["name"], described))
    return [shared_parameters[name] for name in SHARED_PARAMETERS if name in shared_parameters]


def list_response_shapes(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the shapes of all answers, by name."""
    for name, shape in sorted(schema["components"]["schemas"].items()):
        fields = shape.get("properties", {})
        if fields and not name.endswith(QUERY_SUFFIX):
            parts = [_build_field(*item) for item in fields.items()]
            yield {"name": name, "text": shape.get("description", ""), "fields": parts}


def _build_field(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a parameter or a part of a response; the description is split into text and code."""
    default = schema.get("default")
    text = schema.get("description", "")
    description = f"{text} Without it: {default}.".strip() if default not in (None, "", [], False) else text
    return {"name": name, "type": _describe_type(schema), "text_segments": split_code_spans(description)}


def _describe_type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return ", ".join(str(item) for item in schema["enum"] if item != "")
    if "anyOf" in schema:
        return " or ".join(_describe_type(item) for item in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_describe_type(schema['items'])}"
    if "additionalProperties" in schema and isinstance(schema["additionalProperties"], Mapping):
        return f"object of {_describe_type(schema['additionalProperties'])}"
    return str(schema.get("const", schema.get("type", "any")))


@require_safe
def api_documentation(request: HttpRequest) -> HttpResponse:
    """Render the OpenAPI description: operations, parameters and responses."""
    openapi_schema = build_openapi_schema()
    context = {
        "about": split_code_spans(openapi_schema["info"]["description"]),
        "operations": list(list_operations(openapi_schema)),
        "shared_parameters": list_shared_parameters(openapi_schema),
        "shapes": list(list_response_shapes(openapi_schema)),
        "statuses": sorted(STATUS_DESCRIPTIONS.items()),
    }
    return render(request, "api/documentation.html", context)

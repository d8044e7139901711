"""The Django Ninja API with all routers, and its OpenAPI description."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from palermo import __version__
from palermo.portal.api import (
    analyses,
    documents,
    editions,
    maps,
    problems,
    registry_endpoints,
    schema_examples,
    search,
    statements,
    vocabularies,
)
from palermo.portal.base.statement_selection import CHOICES, CONFIDENCE_PARAMETER

ROUTERS = (
    documents.router,
    statements.router,
    maps.router,
    analyses.router,
    search.router,
    registry_endpoints.router,
    vocabularies.router,
    editions.router,
)
"""Every router, in the order of the documentation; a new one has a file of its own, and its line here."""
DESCRIPTION = (
    "What the pages of Palermo show, as JSON: everything can be read by anyone, nothing can be changed. Answers are of "
    "the edition that is served; `ETag` says which, and `If-None-Match` asks whether it is still that one. Lists are "
    "paged: `next` is the `cursor` of the next page. Errors are problem details of RFC 9457."
)
_CONFIDENCE_PARAMETER = {
    "in": "query",
    "name": CONFIDENCE_PARAMETER,
    "required": False,
    "schema": {"type": "string", "enum": [choice.value for choice in CHOICES], "title": "Confidence"},
    "description": "`all` counts what is not confirmed too, `reviewed` only what reviewers accepted or corrected.",
}


class _UnicodeJSONRenderer(JSONRenderer):
    """JSON with letters as they are."""

    json_dumps_params = {"ensure_ascii": False}


def build_api() -> NinjaAPI:
    """Return the API with all routers.

    It has no documentation pages of Django Ninja, because they load scripts.
    """
    api = NinjaAPI(
        title="Palermo", version=__version__, description=DESCRIPTION, docs_url=None, openapi_url=None,
        urls_namespace="api-v1", servers=[], renderer=_UnicodeJSONRenderer(),
    )  # fmt: skip
    for router in ROUTERS:
        api.add_router("", router)
    problems.register_exception_handlers(api)
    return api


API = build_api()


def build_openapi_schema() -> dict[str, Any]:
    """Return the OpenAPI description of the service, with the problems that each operation can answer."""
    openapi_schema = API.get_openapi_schema()
    problems.add_problem_responses(openapi_schema)
    for path in openapi_schema["paths"].values():
        path["get"]["parameters"] = [*path["get"].get("parameters", ()), _CONFIDENCE_PARAMETER]
    schema_examples.add_examples(openapi_schema)
    return dict(openapi_schema)


def find_unknown_parameters(request: HttpRequest) -> list[str]:
    """Return parameters of a request that its address does not know; none where there is no such address."""
    try:
        route = resolve(request.path_info).route
    except Resolver404:
        return []
    known = _list_parameters().get("/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route))
    return [] if known is None else sorted(set(request.GET) - known)


@cache
def _list_parameters() -> Mapping[str, frozenset[str]]:
    return {
        path: frozenset(item["name"] for item in operations["get"]["parameters"] if item["in"] == "query")
        for path, operations in build_openapi_schema()["paths"].items()
    }


def serve_openapi(request: HttpRequest) -> HttpResponse:
    """Return the OpenAPI description as JSON."""
    return JsonResponse(build_openapi_schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})

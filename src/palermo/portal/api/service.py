"""The service: which routers it has, and what it says of itself."""

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
    beside,
    documents,
    editions,
    followed,
    maps,
    problems,
    registry_rows,
    search,
    statements,
    ties,
    vocabularies,
)

ROUTERS = (
    documents.router,
    statements.router,
    maps.router,
    ties.router,
    followed.router,
    search.router,
    registry_rows.router,
    vocabularies.router,
    editions.router,
    beside.router,
)
"""Every router, in the order of the documentation; a new one has a file of its own, and its line here."""
DESCRIPTION = (
    "What the pages of Palermo show, as JSON: everything can be read by anyone, nothing can be changed. Answers are of "
    "the edition that is served; `ETag` says which, and `If-None-Match` asks whether it is still that one. Lists come "
    "in stretches: `next` is the `cursor` of the one after. Errors are problems as RFC 9457 has them."
)


class _Plain(JSONRenderer):
    """JSON with letters as they are."""

    json_dumps_params = {"ensure_ascii": False}


def made() -> NinjaAPI:
    """The service with all its routers; its own pages of documentation, which load from elsewhere, are left out."""
    api = NinjaAPI(
        title="Palermo", version=__version__, description=DESCRIPTION, docs_url=None, openapi_url=None,
        urls_namespace="api-v1", servers=[], renderer=_Plain(),
    )  # fmt: skip
    for router in ROUTERS:
        api.add_router("", router)
    problems.told_by(api)
    return api


API = made()


def schema() -> dict[str, Any]:
    """The OpenAPI description of the service, with the problems that each operation can answer."""
    found = API.get_openapi_schema()
    problems.described(found)
    return dict(found)


def unknown_parameters(request: HttpRequest) -> list[str]:
    """Parameters of a request that its address does not know; none where there is no such address."""
    try:
        route = resolve(request.path_info).route
    except Resolver404:
        return []
    known = _parameters().get("/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route))
    return [] if known is None else sorted(set(request.GET) - known)


@cache
def _parameters() -> Mapping[str, frozenset[str]]:
    return {
        path: frozenset(one["name"] for one in found["get"]["parameters"] if one["in"] == "query")
        for path, found in schema()["paths"].items()
    }


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description as JSON."""
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})

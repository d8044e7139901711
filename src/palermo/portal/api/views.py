"""The page that documents the service."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.portal.api import api_reference
from palermo.portal.api.problems import STATUS_DESCRIPTIONS
from palermo.portal.api.service import build_openapi_schema


@require_safe
def api_documentation(request: HttpRequest) -> HttpResponse:
    """Render the OpenAPI description: operations, parameters and responses."""
    found = build_openapi_schema()
    context = {
        "about": api_reference.split_code_spans(found["info"]["description"]),
        "operations": list(api_reference.list_operations(found)),
        "shared_parameters": api_reference.list_shared_parameters(found),
        "shapes": list(api_reference.list_response_shapes(found)),
        "statuses": sorted(STATUS_DESCRIPTIONS.items()),
    }
    return render(request, "api/documentation.html", context)

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
    openapi_schema = build_openapi_schema()
    context = {
        "about": api_reference.split_code_spans(openapi_schema["info"]["description"]),
        "operations": list(api_reference.list_operations(openapi_schema)),
        "shared_parameters": api_reference.list_shared_parameters(openapi_schema),
        "shapes": list(api_reference.list_response_shapes(openapi_schema)),
        "statuses": sorted(STATUS_DESCRIPTIONS.items()),
    }
    return render(request, "api/documentation.html", context)

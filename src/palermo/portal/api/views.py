"""The page that documents the service."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.portal.api import description
from palermo.portal.api.problems import STATUSES
from palermo.portal.api.service import schema


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """What can be asked, with which parameters, and what is answered, out of the OpenAPI description."""
    found = schema()
    context = {
        "about": description.pieces(found["info"]["description"]),
        "operations": list(description.operations(found)),
        "shapes": list(description.shapes(found)),
        "statuses": sorted(STATUSES.items()),
    }
    return render(request, "api/documentation.html", context)

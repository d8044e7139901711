"""Editions: those of the library, and the one that is served, counted."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Router

from palermo.edition import Edition, Library
from palermo.edition import list_editions as editions_of
from palermo.portal.api.registry_schemas import EditionDetailOut, EditionListOut
from palermo.portal.services.current_edition import get_current_view

router = Router(tags=["editions"])


@router.get("/editions", response=EditionListOut, operation_id="editions")
def list_editions(request: HttpRequest) -> dict[str, Any]:
    """List the editions of the library, newest first; all other responses are of the current one."""
    return {"items": [_to_edition_row(item) for item in editions_of(Library(settings.PALERMO_LIBRARY))]}


@router.get("/editions/current", response=EditionDetailOut, operation_id="currentEdition")
def get_served_edition(request: HttpRequest) -> dict[str, Any]:
    """Give the edition that is served."""
    view = get_current_view()
    totals = view.compute_totals()
    counted = {name: getattr(totals, name) for name in ("documents", "works", "statements", "entities")}
    return {
        **_to_edition_row(Edition(manifest=view.manifest, current=True)),
        **counted,
        "versions": dict(view.manifest.versions),
        "kinds": {kind.value: kind.statements for kind in totals.kinds},
        "languages": {language.value: language.statements for language in totals.languages},
        "newest": totals.newest,
        "oldest": totals.oldest,
    }


def _to_edition_row(edition: Edition) -> dict[str, Any]:
    manifest = edition.manifest
    return {
        "id": manifest.id,
        "name": manifest.name,
        "date": manifest.date.isoformat(),
        "palermo": manifest.palermo,
        "schema_version": manifest.schema,
        "current": edition.current,
        "previous": manifest.previous,
    }

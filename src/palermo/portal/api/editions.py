"""Editions: those of the library, and the one that is served, counted."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Router

from palermo.edition import Edition, Library
from palermo.edition import editions as editions_of
from palermo.portal.api.facts_out import Editions, EditionWhole
from palermo.portal.editions.current import current_view

router = Router(tags=["editions"])


@router.get("/editions", response=Editions, operation_id="editions")
def editions(request: HttpRequest) -> dict[str, Any]:
    """List the editions that the library keeps, newest first; all other answers are of the current one."""
    return {"items": [_row(one) for one in editions_of(Library(settings.PALERMO_LIBRARY))]}


@router.get("/editions/current", response=EditionWhole, operation_id="currentEdition")
def current(request: HttpRequest) -> dict[str, Any]:
    """Give the edition that is served."""
    view = current_view()
    totals = view.totals()
    counted = {name: getattr(totals, name) for name in ("documents", "works", "statements", "entities")}
    return {
        **_row(Edition(manifest=view.manifest, current=True)),
        **counted,
        "versions": dict(view.manifest.versions),
        "kinds": {one.value: one.statements for one in totals.kinds},
        "languages": {one.value: one.statements for one in totals.languages},
        "newest": totals.newest,
        "oldest": totals.oldest,
    }


def _row(one: Edition) -> dict[str, Any]:
    made = one.manifest
    return {
        "id": made.id,
        "name": made.name,
        "date": made.date.isoformat(),
        "palermo": made.palermo,
        "schema_version": made.schema,
        "current": one.current,
        "previous": made.previous,
    }

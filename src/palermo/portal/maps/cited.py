"""What a page's map rests on: its edition, its filters, and how to cite it."""

from dataclasses import dataclass

from palermo.analysis import Where
from palermo.edition import Manifest
from palermo.portal.editions.current import current_shelf, current_view
from palermo.portal.frame import languages
from palermo.portal.maps.ground import values
from palermo.publishing.sheets.sheet import citation
from palermo.publishing.sheets.told import told


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """The foot of a page."""

    edition: Manifest
    works: int
    """Of the edition, as far as its readers may see them."""
    cite: str


def rests(title: str, where: Where | None = None) -> Rests:
    """The foot of a page of that title, which is in English as citations are; without filters that of everything."""
    manifest, documents = current_view().manifest, current_shelf().documents
    filters = told(where, values(), languages.active()) if where else []
    return Rests(edition=manifest, works=len({one.work for one in documents}), cite=citation(title, manifest, filters))

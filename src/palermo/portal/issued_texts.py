"""Issued joint texts of a library's portal, for commands."""

from pathlib import Path

from palermo.portal.saved_searches import has_portal
from palermo.portal.server import open_database
from palermo.portal.services.report_facts import ISSUED_TEXTS
from palermo.reports.issued_report import NO_ISSUED_TEXTS, IssuedTexts


def load_issued_texts(library: Path) -> IssuedTexts:
    """Return the issued joint texts of a library; none if its portal was never started."""
    if not has_portal(library):
        return NO_ISSUED_TEXTS
    open_database(library)
    return ISSUED_TEXTS

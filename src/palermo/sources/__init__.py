"""Where documents come from: folders, archives, lists, feeds and sites, and the catalogues that lie beside files."""

from palermo.sources.bounds import Bounds
from palermo.sources.catalogue import CATALOGUES, Catalogue, Row, read_catalogue
from palermo.sources.collect import collected
from palermo.sources.definition import DEFINITION, FIELDS, Origin, free_name, is_address, read_definition, with_origin
from palermo.sources.desk import Desk
from palermo.sources.downloads import Downloads
from palermo.sources.folder import Found, Unlisted, documents_in
from palermo.sources.gather import Gathered, gather
from palermo.sources.kinds import KINDS, guessed_kind
from palermo.sources.ledger import LEDGER, Ledger
from palermo.sources.originals import original
from palermo.sources.web import Fetcher, Http

__all__ = [
    "CATALOGUES",
    "DEFINITION",
    "FIELDS",
    "KINDS",
    "LEDGER",
    "Bounds",
    "Catalogue",
    "Desk",
    "Downloads",
    "Fetcher",
    "Found",
    "Gathered",
    "Http",
    "Ledger",
    "Origin",
    "Row",
    "Unlisted",
    "collected",
    "documents_in",
    "free_name",
    "gather",
    "guessed_kind",
    "is_address",
    "original",
    "read_catalogue",
    "read_definition",
    "with_origin",
]

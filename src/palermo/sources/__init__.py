"""Where documents come from: folders and single files, and the catalogue that lies beside them."""

from palermo.sources.catalogue import CATALOGUES, Catalogue, Row, read_catalogue
from palermo.sources.folder import Found, Unlisted, documents_in
from palermo.sources.gather import Gathered, gather

__all__ = [
    "CATALOGUES",
    "Catalogue",
    "Found",
    "Gathered",
    "Row",
    "Unlisted",
    "documents_in",
    "gather",
    "read_catalogue",
]

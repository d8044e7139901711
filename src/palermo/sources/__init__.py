"""Sources: folders, archives, lists, feeds and sites, with the catalogues beside their files.

In goes the definition of a library's sources; out comes a SourceListing of files with their catalogue rows, after
fetched documents have been stored. Start reading at `collection`; `folder_listing` lists folders without a definition.
"""

from palermo.sources.bounds import Bounds
from palermo.sources.catalogue import CatalogueRow, read_catalogue
from palermo.sources.collect_result import CollectContext
from palermo.sources.collection import check_list_file, collect_origins
from palermo.sources.definition import (
    DEFINITION_FIELDS,
    DEFINITION_FILE,
    Origin,
    append_origin,
    choose_free_name,
    is_address,
    read_definition,
)
from palermo.sources.downloads import Downloads, locate_original
from palermo.sources.folder import ListingFailure, SourceFile, list_source_files
from palermo.sources.folder_listing import SourceListing, gather_files
from palermo.sources.ledger import LEDGER_FILE, Ledger
from palermo.sources.origin_kinds import ORIGIN_KINDS, guess_kind
from palermo.sources.web import Fetcher, Urllib3Client
from palermo.sources.web.addresses import resolve_endpoints

__all__ = [
    "DEFINITION_FIELDS",
    "DEFINITION_FILE",
    "LEDGER_FILE",
    "ORIGIN_KINDS",
    "Bounds",
    "CatalogueRow",
    "CollectContext",
    "Downloads",
    "Fetcher",
    "Ledger",
    "ListingFailure",
    "Origin",
    "SourceFile",
    "SourceListing",
    "Urllib3Client",
    "append_origin",
    "check_list_file",
    "choose_free_name",
    "collect_origins",
    "gather_files",
    "guess_kind",
    "is_address",
    "list_source_files",
    "locate_original",
    "read_catalogue",
    "read_definition",
    "resolve_endpoints",
]

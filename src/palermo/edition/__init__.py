"""Editions: a library's dated compilations, written once, read by views, exported as rows."""

from palermo.edition.buckets import Compiled, Entry
from palermo.edition.columns import (
    documents_of,
    documents_table,
    passages_of,
    passages_table,
    statements_of,
    statements_table,
)
from palermo.edition.difference import Changed, Changes, Difference, diff
from palermo.edition.earlier import open_earlier
from palermo.edition.filters import (
    ALL,
    AS_PRINTED,
    EVERY_COPY,
    NO_PLACE,
    NO_RESPONSE,
    NOBODY,
    Count,
    Filters,
    Found,
    Totals,
)
from palermo.edition.library import Library
from palermo.edition.manifest import Bucket, BucketFile, Counts, Manifest, Quarantined
from palermo.edition.once import once
from palermo.edition.register import FACETS, Order
from palermo.edition.remote import RemoteLibrary, library_at
from palermo.edition.shelves import Edition, editions
from palermo.edition.verifying import Fault, Verified, check_whole, verify
from palermo.edition.view import View, open_view
from palermo.edition.writer import Derive, Writer

__all__ = [
    "ALL",
    "AS_PRINTED",
    "EVERY_COPY",
    "FACETS",
    "NOBODY",
    "NO_PLACE",
    "NO_RESPONSE",
    "Bucket",
    "BucketFile",
    "Changed",
    "Changes",
    "Compiled",
    "Count",
    "Counts",
    "Derive",
    "Difference",
    "Edition",
    "Entry",
    "Fault",
    "Filters",
    "Found",
    "Library",
    "Manifest",
    "Order",
    "Quarantined",
    "RemoteLibrary",
    "Totals",
    "Verified",
    "View",
    "Writer",
    "check_whole",
    "diff",
    "documents_of",
    "documents_table",
    "editions",
    "library_at",
    "once",
    "open_earlier",
    "open_view",
    "passages_of",
    "passages_table",
    "statements_of",
    "statements_table",
    "verify",
]

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
from palermo.edition.filters import ALL, EVERY_COPY, NO_RESPONSE, Count, Filters, Found, Totals
from palermo.edition.library import Library
from palermo.edition.manifest import Bucket, BucketFile, Counts, Manifest, Quarantined
from palermo.edition.register import FACETS, Order
from palermo.edition.view import View, open_view
from palermo.edition.writer import Writer

__all__ = [
    "ALL",
    "EVERY_COPY",
    "FACETS",
    "NO_RESPONSE",
    "Bucket",
    "BucketFile",
    "Compiled",
    "Count",
    "Counts",
    "Entry",
    "Filters",
    "Found",
    "Library",
    "Manifest",
    "Order",
    "Quarantined",
    "Totals",
    "View",
    "Writer",
    "documents_of",
    "documents_table",
    "open_view",
    "passages_of",
    "passages_table",
    "statements_of",
    "statements_table",
]

"""Lists of documents: addresses, sitemaps, feeds and bibliographies, one module for each format."""

from palermo.sources.lists.entries import EntryList, ListEntry

__all__ = [
    "EntryList",
    "ListEntry",
]

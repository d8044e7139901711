"""Lists that name documents: addresses, sitemaps, feeds, bibliographies; one file for each form."""

from palermo.sources.lists.entries import EntryList, ListEntry

__all__ = ["EntryList", "ListEntry"]

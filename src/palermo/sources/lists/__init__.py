"""Lists that name documents: addresses, sitemaps, feeds, bibliographies; one file for each form."""

from palermo.sources.lists.entries import Entry, Listed

__all__ = ["Entry", "Listed"]

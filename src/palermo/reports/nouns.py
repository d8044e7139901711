"""Counted nouns of reports, in the singular and plural."""

from collections.abc import Mapping

from palermo.reports.translation import mark_plural

NOUNS: Mapping[str, tuple[str, str]] = {
    "documents": mark_plural("%(count)s document", "%(count)s documents"),
    "statements": mark_plural("%(count)s statement", "%(count)s statements"),
    "recommendations": mark_plural("%(count)s recommendation", "%(count)s recommendations"),
    "activities": mark_plural("%(count)s activity", "%(count)s activities"),
    "entities": mark_plural("%(count)s entity", "%(count)s entities"),
    "publications": mark_plural("%(count)s publication", "%(count)s publications"),
    "addressees": mark_plural("%(count)s addressee", "%(count)s addressees"),
    "entries": mark_plural("%(count)s entry", "%(count)s entries"),
    "issued-texts": mark_plural("%(count)s issued joint text", "%(count)s issued joint texts"),
    "bodies": mark_plural("%(count)s body", "%(count)s bodies"),
}
"""By key: templates whose `count` is the number."""

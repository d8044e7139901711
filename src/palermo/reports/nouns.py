"""Counted nouns of reports, in the singular and plural."""

from collections.abc import Mapping

from palermo.reports.translation import mark_plural

NOUNS: Mapping[str, tuple[str, str]] = {
    "documents": mark_plural("%(count)s document", "%(count)s documents"),
    "statements": mark_plural("%(count)s statement", "%(count)s statements"),
    "recommendations": mark_plural("%(count)s recommendation", "%(count)s recommendations"),
    "activities": mark_plural("%(count)s activity", "%(count)s activities"),
    "commitments": mark_plural("%(count)s commitment", "%(count)s commitments"),
    "factors": mark_plural("%(count)s factor", "%(count)s factors"),
    "entities": mark_plural("%(count)s entity", "%(count)s entities"),
    "countries": mark_plural("%(count)s country", "%(count)s countries"),
    "instruments": mark_plural("%(count)s instrument", "%(count)s instruments"),
    "provisions": mark_plural("%(count)s provision", "%(count)s provisions"),
    "publications": mark_plural("%(count)s publication", "%(count)s publications"),
    "partnerships": mark_plural("%(count)s partnership", "%(count)s partnerships"),
    "milestones": mark_plural("%(count)s milestone", "%(count)s milestones"),
    "addressees": mark_plural("%(count)s addressee", "%(count)s addressees"),
    "bodies": mark_plural("%(count)s body", "%(count)s bodies"),
}
"""By key: templates whose `count` is the number."""

"""Labels of closed sets in reports: answers, outcomes, dimensions of factors."""

from collections.abc import Mapping

from palermo.reports.translation import mark_message as _
from palermo.reports.translation import mark_plural

RESPONSES: Mapping[str, str] = {"accepted": _("Accepted"), "noted": _("Noted"), "pending": _("Pending")}
PROVISIONS: Mapping[str, str] = {
    "treaty": _("article %(number)s"),
    "directive": _("article %(number)s"),
    "resolution": _("paragraph %(number)s"),
    "compact": _("objective %(number)s"),
    "goals": _("target %(number)s"),
}
"""How a provision is called, by kind of instrument."""
OUTCOMES: Mapping[str, str] = {
    "done": _("Done"),
    "promised": _("Promised"),
    "refused": _("Refused"),
    "nothing-found": _("Nothing found in later documents"),
    "not-searched": _("No later document searched"),
}
DIMENSIONS: Mapping[str, str] = {
    "individual": _("Individual"),
    "family": _("Family and household"),
    "community": _("Community"),
    "structural": _("Structural"),
    "situational": _("Situational"),
}

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

"""Where a quote stands, in short words: page and paragraph."""

from django.utils.translation import gettext as _

from palermo.statements import Locator


def place(locator: Locator) -> list[str]:
    """Page and paragraph, short, where they are printed."""
    found = []
    if locator.page is not None:
        found.append(_("p. %(page)s") % {"page": locator.page})
    if locator.paragraph is not None:
        found.append(_("para. %(paragraph)s") % {"paragraph": locator.paragraph})
    return found

"""The place of a quote: page and paragraph."""

from typing import Protocol

from django.utils.translation import gettext as _

from palermo.statements import is_item_number


class LocatorLike(Protocol):
    """Anything with a place in a document: a locator or a hit."""

    @property
    def page(self) -> int | None: ...

    @property
    def paragraph(self) -> str | None: ...


def format_locator(locator: LocatorLike) -> list[str]:
    """Return page and paragraph, as far as they are printed."""
    parts = []
    if locator.page is not None:
        parts.append(_("p. %(page)s") % {"page": locator.page})
    if locator.paragraph is not None:
        template = _("item %(paragraph)s") if is_item_number(locator.paragraph) else _("para. %(paragraph)s")
        parts.append(template % {"paragraph": locator.paragraph})
    return parts

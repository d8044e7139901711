"""Where a quote stands, in short words: page and paragraph."""

from typing import Protocol

from django.utils.translation import gettext as _


class LocatorLike(Protocol):
    """What has a place in a document: a locator, or a passage that was found."""

    @property
    def page(self) -> int | None: ...

    @property
    def paragraph(self) -> str | None: ...


def format_locator(locator: LocatorLike) -> list[str]:
    """Page and paragraph, short, where they are printed."""
    found = []
    if locator.page is not None:
        found.append(_("p. %(page)s") % {"page": locator.page})
    if locator.paragraph is not None:
        found.append(_("para. %(paragraph)s") % {"paragraph": locator.paragraph})
    return found

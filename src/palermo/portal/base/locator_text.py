"""The place of a quote: page and paragraph."""

import re
from typing import Protocol

from django.utils.translation import gettext as _

_ITEM_NUMBER = re.compile(r"\(?(?:[a-z]|[ivx]+)\)|\(\d+\)|\d+\)")
"""A printed number that only items of lists have, such as `(a)`; a plain number may be that of a paragraph."""


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
        is_item = _ITEM_NUMBER.fullmatch(locator.paragraph)
        template = _("item %(paragraph)s") if is_item else _("para. %(paragraph)s")
        parts.append(template % {"paragraph": locator.paragraph})
    return parts

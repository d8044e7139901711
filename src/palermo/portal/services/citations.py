"""Citations as text: publisher, title, symbol, date, page and paragraph."""

from django.utils.translation import gettext as _

from palermo.portal.base import display_names, formats, locator_text
from palermo.portal.base.locator_text import LocatorLike
from palermo.statements import Document, Nature


def format_citation(document: Document, language: str, locator: LocatorLike | None = None) -> tuple[str, ...]:
    """Return the parts of a citation of a document or, with a locator, of a place in it.

    Palermo is the author of a digest: neither its publisher nor its date are those of the summarised text.
    """
    digest = document.nature == Nature.DIGEST
    known = [display_names.get_label(id, language) or id for id in document.publishers]
    printed = document.publisher or document.masthead.organ
    publishers = [] if digest else known or ([printed] if printed else [])
    facts = (
        *publishers,
        document.title,
        _("digest in our words") if digest else None,
        document.symbol if document.symbol and document.symbol not in document.title else None,
        formats.format_iso_date(document.date, language) if document.date and not digest else None,
        *(locator_text.format_locator(locator) if locator else ()),
    )
    return tuple(fact for fact in facts if fact)

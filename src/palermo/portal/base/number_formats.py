"""Numbers, dates, counted nouns and the places of quotes, by default in the page's language.

Digits are always 0-9, as in the citations; all nouns are in the nominative.
"""

import re
from collections.abc import Iterable
from datetime import date

from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy, pgettext

from palermo.portal.base.languages import get_active_language
from palermo.reports import translation
from palermo.search import Hit
from palermo.statements import Locator, Passage, is_item_number

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
NOUNS = {
    "documents": ngettext_lazy("%(count)s document", "%(count)s documents", "number"),
    "recommendations": ngettext_lazy("%(count)s recommendation", "%(count)s recommendations", "number"),
    "statements": ngettext_lazy("%(count)s statement", "%(count)s statements", "number"),
    "passages": ngettext_lazy("%(count)s passage", "%(count)s passages", "number"),
    "pages": ngettext_lazy("%(count)s page", "%(count)s pages", "number"),
    "languages": ngettext_lazy("%(count)s language", "%(count)s languages", "number"),
    "entities": ngettext_lazy("%(count)s entity", "%(count)s entities", "number"),
    "instruments": ngettext_lazy("%(count)s instrument", "%(count)s instruments", "number"),
    "publications": ngettext_lazy("%(count)s publication", "%(count)s publications", "number"),
    "provisions": ngettext_lazy("%(count)s provision", "%(count)s provisions", "number"),
    "chains": ngettext_lazy("%(count)s chain", "%(count)s chains", "number"),
}


def format_integer(value: int, language: str | None = None) -> str:
    """Return a whole number with the thousands separator of the language."""
    return str(format_decimal(value, locale=language or get_active_language(), numbering_system="latn"))


def format_one_decimal(value: float) -> str:
    """Return a number with one decimal and the decimal separator of the language; only 0 is written as 0."""
    number_format = "@" if 0 < value < 0.05 else "#,##0.0"
    return str(format_decimal(value, format=number_format, locale=get_active_language(), numbering_system="latn"))


def format_two_decimals(value: float) -> str:
    """Return a number with two decimals and the decimal separator of the language."""
    return str(format_decimal(value, format="#,##0.00", locale=get_active_language(), numbering_system="latn"))


def format_signed(value: float) -> str:
    """Return a number with its sign, two decimals and the decimal separator of the language."""
    text = format_decimal(value, format="+0.00;-0.00", locale=get_active_language(), numbering_system="latn")
    return str(text).replace("-", "\u2212")


def format_share(value: float, language: str | None = None) -> str:
    """Return a share of 1 as a whole percentage; only 0 is written as 0."""
    is_small = 0 < value < 0.005
    share = float(f"{value:.1g}") if is_small else value
    locale = language or get_active_language()
    return str(format_percent(share, locale=locale, decimal_quantization=not is_small, numbering_system="latn"))


def format_iso_date(iso: str | None, language: str | None = None) -> str:
    """Return an ISO date (day, month or year) in words, and anything else unchanged."""
    year, month, day = _split_iso_date(iso)
    try:
        if day:
            return translation.format_day(date(int(year), int(month), int(day)), _get_date_locale(language))
        return _format_month(year, month, "yMMMM", language) if month else year
    except ValueError:
        return iso or ""


def format_iso_month(iso: str | None, language: str | None = None) -> str:
    """Return the month and year of an ISO date, or its year if no month is known."""
    year, month, _day = _split_iso_date(iso)
    try:
        return _format_month(year, month, "yMMM", language) if month else year
    except ValueError:
        return year


def _split_iso_date(iso: str | None) -> tuple[str, str, str]:
    """Return year, month and day as far as they are given; of anything else, the whole text as the year."""
    match = _ISO.match(iso or "")
    year, month, day = match.groups("") if match else (iso or "", "", "")
    return year, month, day


def _format_month(year: str, month: str, skeleton: str, language: str | None) -> str:
    return str(format_skeleton(skeleton, date(int(year), int(month), 1), locale=_get_date_locale(language)))


def _get_date_locale(language: str | None) -> str:
    code = language or get_active_language()
    return translation.DATE_LOCALES.get(code, code)


def join_texts(texts: Iterable[str]) -> str:
    """Return texts joined with the list separator of the page's language."""
    return get_separator().join(map(str, texts))


def get_separator() -> str:
    """Return the comma of the page's language: between the items of a list."""
    return pgettext("between the parts of a list", ", ")


def get_colon() -> str:
    """Return the colon of the page's language: between a label and its value."""
    return pgettext("between a label and its value", ": ")


def get_full_stop() -> str:
    """Return the full stop of the page's language, with the space that follows it: between two sentences."""
    return translation.get_full_stop(get_active_language())


def get_group_separator() -> str:
    """Return the semicolon of the page's language: between items that have parts themselves."""
    return pgettext("between items that have parts", "; ")


def format_count(count: int, noun: str) -> str:
    """Return a number with one of NOUNS: 12 with `documents` as 12 documents."""
    return str(NOUNS[noun] % {"number": count, "count": format_integer(count)})


def format_locator(locator: Locator | Passage | Hit) -> list[str]:
    """Return page and paragraph, as far as they are printed."""
    parts = []
    if locator.page is not None:
        parts.append(_("p. %(page)s") % {"page": locator.page})
    if locator.paragraph is not None:
        template = _("item %(paragraph)s") if is_item_number(locator.paragraph) else _("para. %(paragraph)s")
        parts.append(template % {"paragraph": locator.paragraph})
    return parts

"""Templates of sentences in the six languages.

The catalogues are in gettext's format, and Babel reads them without compilation.
"""

import datetime
import gettext
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from palermo.errors import QuestionInvalid
from palermo.languages import LANGUAGES, RTL_LANGUAGES

DATE_LOCALES = {"en": "en_GB"}
"""The UN writes 12 May 2026, not May 12, 2026."""


_SEPARATORS = {"fr": "\u00a0; ", "ar": "؛ ", "zh": "；"}
_COMMAS = {"ar": "، ", "zh": "，"}
"""Between facts, where it is not a semicolon."""


def get_full_stop(language: str) -> str:
    """Return the full stop of a language between two sentences, with the space that follows it."""
    return "。" if language == "zh" else ". "


def mark_message(text: str) -> str:
    """Return a template unchanged; marks it for the catalogues."""
    return text


def mark_plural(singular: str, plural: str) -> tuple[str, str]:
    """Return the singular and plural of a counted noun unchanged; marks them for the catalogues."""
    return singular, plural


class Translator:
    """Templates, numbers, dates and lists in one language."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise QuestionInvalid(
                f"language {language!r}",
                "reports are not available in this language",
                f"Use one of {', '.join(LANGUAGES)}",
            )
        self.language = language
        self._messages = _load_messages(language)

    def translate(self, template: str, **fields: str) -> str:
        """Return a template in the language, or in English where there is no translation, with its fields filled."""
        text = self._messages.gettext(template) if template else ""
        for name, value in fields.items():
            text = text.replace(f"%({name})s", value)
        return text

    def translate_count(self, forms: tuple[str, str], count: int) -> str:
        """Return a number with its noun: 12 documents."""
        text = self._messages.ngettext(*forms, count)
        return text.replace("%(count)s", self.format_integer(count))

    def format_integer(self, value: int) -> str:
        """Return a whole number; digits are 0-9 in all languages, as in the citations."""
        return _format_integer(value, self.language)

    def format_date(self, iso: str | None) -> str:
        """Return an ISO date, possibly only a year or month, in words."""
        return _format_date(iso or "", DATE_LOCALES.get(self.language, self.language))

    def get_language_name(self, code: str) -> str:
        """Return the name of a language in this language; an unknown code is returned unchanged."""
        return str(Locale.parse(self.language).languages.get(code) or code)

    def join_names(self, names: list[str]) -> str:
        """Return names as a list in words: A, B and C."""
        return str(format_list(list(map(self.keep_direction, names)), locale=self.language))

    def keep_direction(self, text: str) -> str:
        """Keep a text in its own direction within a right-to-left one (U+2068, U+2069)."""
        is_isolated = not text or text.startswith("\u2068")
        return f"\u2068{text}\u2069" if self.language in RTL_LANGUAGES and not is_isolated else text

    @property
    def fact_separator(self) -> str:
        """The semicolon of the language."""
        return _SEPARATORS.get(self.language, "; ")

    def join_parts(self, parts: Iterable[str]) -> str:
        """Return those parts that are not empty with the comma of the language between them."""
        return _COMMAS.get(self.language, ", ").join(filter(None, parts))

    def join_facts(self, facts: list[str]) -> str:
        """Return facts one after another: A; B; C."""
        return self.fact_separator.join(map(self.keep_direction, facts))


@lru_cache(maxsize=4096)
def _format_integer(value: int, language: str) -> str:
    return str(format_decimal(value, locale=language, numbering_system="latn"))


@lru_cache(maxsize=4096)
def _format_date(iso: str, locale: str) -> str:
    parts = [int(part) for part in iso.split("-") if part.isdecimal()]
    try:
        moment = build_date(*parts)
    except (TypeError, ValueError):
        return iso
    if len(parts) > 2:
        return format_day(moment, locale)
    return str(format_skeleton("yMMMM", moment, locale=locale)) if len(parts) == 2 else str(parts[0])


def format_day(day: datetime.date, locale: str) -> str:
    """Return a day in words; French writes the first of a month as an ordinal.

    >>> format_day(datetime.date(2026, 12, 1), "fr"), format_day(datetime.date(2026, 12, 1), "en_GB")
    ('1er décembre 2026', '1 December 2026')
    """
    text = str(format_date(day, "long", locale=locale))
    return text.replace("1 ", "1er ", 1) if locale == "fr" and day.day == 1 else text


def build_date(year: int, month: int = 1, day: int = 1) -> datetime.date:
    """Return the first day of a year or month, or a day."""
    return datetime.date(year, month, day)


@lru_cache(maxsize=8)
def _load_messages(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    catalogue = files("palermo.reports") / "locale" / language / "LC_MESSAGES" / "reports.po"
    compiled = BytesIO()
    with catalogue.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)

"""Extraction of the years that a text states, in six languages, without those of cited texts.

"From 2019 to 2021" are three years, "2026/27" two, "2011/36", "the 2030 Agenda" and "the Act of 2002" none.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords, Section

YEAR_PATTERN = r"(?:19|20)\d\d"
LONE_YEAR_PATTERN = rf"(?<!\d){YEAR_PATTERN}(?!\d)"
MAX_PERIOD_YEARS = 15
"""Maximum years of a period that are all listed; a longer one is listed by first and last year."""

_YEAR_LOOKBEHIND = r"(?<![\d/.,:$€£№#–-])(?<!no )"
_YEAR_LOOKAHEAD = r"(?![\d/%]|[.,:]\d|-\d|s\b)"
_DASH = r"\s?[-–—/]\s?"
_DOCUMENT_SYMBOL = re.compile(r"[A-Z]{1,5}(?:/[\w.]+)+(?:\s?\(\d{4}\))?|\b\d{2,4}\s?\((?:19|20)\d\d\)")
"""Document symbols and resolution numbers with their year: A/RES/2021/3, 2331 (2016)."""
_FULL_DATE = re.compile(rf"\b\d{{1,2}}[./]\d{{1,2}}[./]({YEAR_PATTERN})\b|\b({YEAR_PATTERN})-\d\d-\d\d\b")
_NAME_WITH_YEAR = re.compile(rf"\b[A-ZÀ-ÞА-Я][\w’'-]*\s\({YEAR_PATTERN}\)")
"""A single year in brackets after a name, which is the date of a text."""
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[〇○零一二三四五六七八九]{4}(?=年)")


@dataclass(frozen=True, slots=True)
class PeriodPatterns:
    """Patterns that distinguish years from other numbers in a language."""

    non_years: re.Pattern[str] | None
    quantity: re.Pattern[str]
    period: re.Pattern[str]


def extract_years(text: str, language: str) -> tuple[int, ...]:
    """Return the stated years of a text in ascending order, from digits of any script.

    >>> extract_years("From 2019 to 2021 it trained judges under the Act of 2002", "en")
    (2019, 2020, 2021)
    >>> extract_years("The 2030 Agenda; resolution 2331 (2016); 2000 persons by 2031", "en")
    (2031,)
    """
    plain = _convert_digits(text)
    if re.search(YEAR_PATTERN, plain) is None:
        return ()
    words = _build_patterns(language)
    years: set[int] = set()
    plain = _NAME_WITH_YEAR.sub(" ", _DOCUMENT_SYMBOL.sub(" ", plain))
    years.update(int(day[1] or day[2]) for day in _FULL_DATE.finditer(plain))
    folded = _FULL_DATE.sub(" ", plain).casefold()
    for period in words.period.finditer(folded):
        first, last = (period["first"], period["last"]) if period["first"] else (period["from"], period["until"])
        if "/" not in period.group() or len(last) == 4 or int(last) == (int(first) + 1) % 100:
            years.update(_expand_period(int(first), last))
    if words.non_years:
        folded = words.non_years.sub(" ", words.period.sub(" ", folded))
    for year in re.finditer(rf"{_YEAR_LOOKBEHIND}{YEAR_PATTERN}{_YEAR_LOOKAHEAD}", folded):
        if not words.quantity.match(folded, year.end()):
            years.add(int(year.group()))
    return tuple(sorted(years))


def _convert_digits(text: str) -> str:
    """Return a text with all digits converted to ASCII."""
    if text.isascii():
        return text
    digits = "".join(str(unicodedata.digit(c)) if c.isdecimal() and not c.isascii() else c for c in text)
    return _CHINESE_YEAR.sub(lambda year: year.group().translate(_CHINESE_DIGITS), digits)


def _expand_period(start_year: int, end_year: str) -> tuple[int, ...]:
    """Return all years of a period; empty if it ends before it starts.

    >>> _expand_period(2026, "27"), _expand_period(2008, "2030"), _expand_period(2030, "2019")
    ((2026, 2027), (2008, 2030), ())
    """
    end = int(end_year) if len(end_year) == 4 else start_year // 100 * 100 + int(end_year)
    if end < start_year:
        return ()
    return tuple(range(start_year, end + 1)) if end - start_year < MAX_PERIOD_YEARS else (start_year, end)


@lru_cache(maxsize=8)
def _build_patterns(language: str) -> PeriodPatterns:
    """Compile the patterns of a language, or generic ones if it has no rows."""
    words = LanguageWords("extraction")
    rows: Section = words.get_section(language, "periods") if language in LANGUAGES else {}
    none = "|".join(rows.get("none", ())).replace("Y", LONE_YEAR_PATTERN)
    of_year, before_last = (words.fill_template(f"{{periods.{entry}}}") for entry in ("of_year", "before_last_year"))
    of_year = rf"(?: ?(?:{of_year}))?"
    to = rf"(?:{_DASH}|{of_year}\s?(?:{rows.get('to', 'to')})\s?(?:(?:{before_last}) )?)"
    month = f"{rows['months']}?" if rows.get("months") else ""
    last = rf"{month}(?P<last>{YEAR_PATTERN}(?!\d)|(?<=[/–-])\d\d(?![\d/%.,]\d|\d))"
    period = rf"{_YEAR_LOOKBEHIND}(?P<first>{YEAR_PATTERN}){to}{last}"
    if rows:
        both = (
            rf"{rows['between']}\s{month}(?P<from>{YEAR_PATTERN}){of_year}"
            rf"\s{rows['and']}\s?{month}(?P<until>{YEAR_PATTERN})(?!\d)"
        )
        period = f"{period}|{both}"
    return PeriodPatterns(
        non_years=re.compile(none, re.I) if none else None,
        quantity=re.compile(rf"\s?{rows['counted']}" if rows else r"(?!)"),
        period=re.compile(period),
    )

"""Dates as printed in six languages and in figures, as ISO dates with their position; years in titles."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.reading.masthead_dates import load_months

_WORDS = LanguageWords("reading")
MONTH_NUMBERS = load_months() | {
    name: number
    for language in LANGUAGES
    for number, names in _WORDS.get_section(language, "dates")["other_months"].items()
    for name in names
}
"""Months by lowercase name: those of `dates`, abbreviations, nominatives, and the Arabic names of the Maghreb."""
MIN_YEAR, MAX_YEAR = 1900, 2035
"""Range of years in which a printed date is plausible."""
_MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
_DAY = rf"(?P<day>\d{{1,2}})(?:\s?(?:{_WORDS.fill_template('{dates.ordinal_endings}')}))?"
_BEFORE_MONTH = _WORDS.fill_template("{dates.before_month}")
_BEFORE_YEAR = _WORDS.fill_template("{dates.before_year}")
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_GAP = rf"[\s,./]+(?:(?:{_BEFORE_MONTH}|{_BEFORE_YEAR})\s+)?"
_FORMATS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_DAY}\s*[»”\"]?\s*(?:(?:{_BEFORE_MONTH})\s+)?[.,-]?\s*(?P<month>{_MONTH})\b\.?(?:/\S+)?[\s,-]*"
        rf"(?:(?:{_BEFORE_YEAR})\s+)?{_YEAR}",
        rf"\b(?P<month>{_MONTH})\.?\s+{_DAY}(?:,\s*|\s+)(?:(?:{_WORDS.fill_template('{dates.prepositions}')})\s+)?{_YEAR}",
        r"(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
        r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        rf"(?<![\d/.-])(?P<day>\d{{1,2}})\s?[/.-]\s?(?P<month>\d{{1,2}})\s?[/.-]\s?{_YEAR}",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)",
        r"(?P<year>(?:19|20)\d\d)\s*年\s*(?P<month>\d{1,2})\s*月(?!\s*\d)",
        rf"\b(?P<month>{_MONTH})\b\.?{_GAP}{_YEAR}",
        rf"(?<![\w-])(?P<month>{_MONTH})\s*-\s?{_YEAR}",
        rf"\b(?P<month>{_MONTH})(?P<year>20[0-3]\d)(?!\d)",
        rf"\b(?P<month>{_MONTH})\b\.?{_GAP}(?P<year>20[0-3]\d)(?=\d\s*$)",  # the number of a note after it
    )
)
_SPANISH_WORDS = """
uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho
diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve
treinta
"""
_SPANISH_NUMBERS = {word: number for number, word in enumerate(_SPANISH_WORDS.split(), start=1)} | {
    **{"un": 1, "primero": 1, "primer": 1, "veintiún": 21, "treinta y un": 31, "treinta y uno": 31},
}
_WORDED_DATE = re.compile(
    r"\ba\s+los?\s+(?P<day>[a-zéóú]+(?: y uno?)?|\d{1,2})\s+días?\s+del\s+mes\s+de\s+(?P<month>[a-z]+)\s+"
    r"(?:de|del(?:\s+año)?)\s+(?P<year>(?:19|20)\d\d|dos\s+mil(?:\s+[a-zéóú]+)?)",
    re.IGNORECASE,
)
_ENGLISH_WORDS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth
twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first
"""
_ENGLISH_ORDINALS = {word: number for number, word in enumerate(_ENGLISH_WORDS.split(), start=1)}
_ENGLISH_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_ENGLISH_NUMBERS = {word: number for number, word in enumerate(_ENGLISH_UNITS.split(), start=1)} | {
    **{"seventeen": 17, "eighteen": 18, "nineteen": 19},
    **{"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
}
_ENGLISH_WORDED_DATE = re.compile(
    r"\bthis\s+(?P<day>[a-z]+(?:-[a-z]+)?)\s+day\s+of\s+(?P<month>[a-z]+),?\s+(?:(?:in|of)\s+the\s+year\s+(?:of\s+our\s+Lord\s+)?)?"
    r"(?P<century>two\s+thousand|one\s+thousand\s+nine\s+hundred)(?:\s+(?:and\s+)?(?P<units>[a-z]+(?:-[a-z]+)?))?",
    re.IGNORECASE,
)
_YEAR_DIGITS = re.compile(r"\d{4}")
_DIGITS = {ord(digit): str(place % 10) for place, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date in a text; `iso` is YYYY-MM-DD or YYYY-MM, `start` and `end` are its position."""

    iso: str
    start: int
    end: int


def find_dates(text: str) -> list[PrintedDate]:
    """Find the days and months of a text in order; years alone are ignored.

    >>> [date.iso for date in find_dates("Nairobi, 28th February 2023; June 2019")]
    ['2023-02-28', '2019-06']
    """
    if not _YEAR_DIGITS.search(text):
        return []
    plain = re.sub(r"\b0(?=ct)", "O", text.translate(_DIGITS))  # a misprint of October
    dates: list[PrintedDate] = []
    for date in (date for pattern in _FORMATS for date in _match_dates(pattern, plain)):
        if all(date.end <= other.start or date.start >= other.end for other in dates):
            dates.append(date)
    return sorted(dates, key=lambda date: date.start)


def find_worded_dates(text: str) -> list[str]:
    """Find the ISO dates that Spanish laws, and proclamations and conventions in English, write in words.

    >>> find_worded_dates("En Lima, a los doce días del mes de enero de dos mil siete.")
    ['2007-01-12']
    """
    dates = [date for match in _ENGLISH_WORDED_DATE.finditer(text) if (date := _parse_english_date(match))]
    for match in _WORDED_DATE.finditer(text):
        day, year = _parse_spanish_number(match["day"]), match["year"].lower().split()
        month = MONTH_NUMBERS.get(match["month"].lower())
        number = int(year[0]) if year[0].isdecimal() else 2000 + (_parse_spanish_number(" ".join(year[2:])) or 0)
        if day and month:
            dates.append(f"{number}-{month:02d}-{day:02d}")
    return dates


def _parse_english_date(match: re.Match[str]) -> str | None:
    day, month = _ENGLISH_ORDINALS.get(match["day"].lower()), MONTH_NUMBERS.get(match["month"].lower())
    tens, _, units = (match["units"] or "").lower().replace(" ", "-").partition("-")
    year = _ENGLISH_NUMBERS.get(tens, 0) + _ENGLISH_NUMBERS.get(units, 0)
    century = 2000 if match["century"].lower().startswith("two") else 1900
    return f"{century + year}-{month:02d}-{day:02d}" if day and month else None


def _parse_spanish_number(word: str) -> int | None:
    return int(word) if word.isdecimal() else _SPANISH_NUMBERS.get(word.lower())


def normalise_digits(text: str) -> str:
    """Replace Arabic and Persian digits."""
    return text.translate(_DIGITS)


def _match_dates(pattern: re.Pattern[str], text: str) -> Iterator[PrintedDate]:
    for match in pattern.finditer(text):
        parts = match.groupdict()
        year, month = int(parts["year"]), _parse_month(parts["month"])
        day = int(parts["day"]) if parts.get("day") else None
        if month > 12 >= (day or 13):
            month, day = day or 0, month  # month before day, as in the United States
        if MIN_YEAR <= year <= MAX_YEAR and 1 <= month <= 12 and (day is None or 1 <= day <= 31):
            iso = f"{year}-{month:02d}" if day is None else f"{year}-{month:02d}-{day:02d}"
            yield PrintedDate(iso=iso, start=match.start(), end=match.end())


def _parse_month(printed: str) -> int:
    return int(printed) if printed.isdecimal() else MONTH_NUMBERS[printed.lower()]


MAX_TITLE_CHARS = 200
"""Maximum characters of a text that is the title of a report."""
_ACT_YEAR = re.compile(
    r"\b(?:Act|Bill|Ordinance|Regulations?|Law|Code)\b\W*(?:No\.? \d+ of )?(?P<year>(?:19|20)\d\d)\s*(?:\(\w+\))?$"
)
_NUMBERED_LAW_YEAR = re.compile(r"(?:ley|decreto|loi|décret)\s(?:\w+\s)?(?:n\S+\s)?\d+/(?P<year>(?:19|20)\d\d)\b", re.I)
_ANNUAL_NUMBER_YEAR = _WORDS.compile_pattern(
    r"^(?=.{0,80}(?:{dates.laws})).{0,120}?"
    r"(?:(?:{dates.law_year_words})\s*|(?:n[.°º]+\s*|no\.?\s*|№\s*)\d{1,5}[-/]"
    r"|(?:n[.°º]*\s*|no\.?\s*|(?:{dates.law_number_words})\s+)\d{1,5}\s+(?:{dates.law_year_prepositions})\s+)"
    r"(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
"""An act numbered within its year: `قانون رقم (15) لسنة 2011`, `Decreto Nº 017-2017`, `Ley 985 de 2005`."""
_REPORT_YEAR = _WORDS.compile_pattern(
    r"\b(?:{dates.reports})\b(?!\s+(?:on|about|of)\s+the\s+\d)"
    r".{0,20}?(?<![\d/–-])(?<!за )(?P<year>(?:19|20)\d\d)(?!\s*[-–/]\s*\d)(?!\d)"
    r"|^(?P<first>(?:19|20)\d\d)年.{0,10}报告|(?<![\d/–-])\b(?P<before>20\d\d)(?:\s[-–—])?\s+annual\s+(?:{dates.reports})",
    re.IGNORECASE,
)


def find_title_years(texts: Iterable[str]) -> Iterator[str]:
    """Yield the year of each title that names one.

    >>> list(find_title_years(["Annual report 2031", "Light's 2030 annual report", "Boats in 2029"]))
    ['2031', '2030']
    """
    for text in texts:
        plain = normalise_digits(text)
        match = (
            _ACT_YEAR.search(plain)
            or _ANNUAL_NUMBER_YEAR.match(plain)
            or _NUMBERED_LAW_YEAR.match(plain)
            or (_REPORT_YEAR.search(plain) if len(plain) < MAX_TITLE_CHARS else None)
        )
        if match:
            yield next(filter(None, match.groupdict().values()), "")

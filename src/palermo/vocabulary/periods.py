"""The years that a text speaks of, in six languages: those of what is told, not of the texts that it cites.

"From 2019 to 2021" are three years, "2026/27" two, "the 2030 Agenda" and "the Act of 2002" none.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from palermo.statements import digest
from palermo.vocabulary.lines import parsed

FILE = "periods.yaml"
YEAR = r"(?:19|20)\d\d"
ALONE = rf"(?<!\d){YEAR}(?!\d)"
LONGEST = 15
"""Years of a period that are all given; of a longer one its first and its last."""

_BEFORE = r"(?<![\d/.,:$€£№#–-])(?<!no )"
_AFTER = r"(?![\d/%]|[.,:]\d|-\d|s\b)"
_DASH = r"\s?[-–—/]\s?"
_SYMBOL = re.compile(r"[A-Z]{1,5}(?:/[\w.]+)+(?:\s?\(\d{4}\))?|\b\d{2,4}\s?\((?:19|20)\d\d\)")
"""Symbols of documents and numbers of resolutions, with their year: A/RES/2021/3, 2331 (2016)."""
_DAY = re.compile(rf"\b\d{{1,2}}[./]\d{{1,2}}[./]({YEAR})\b|\b({YEAR})-\d\d-\d\d\b")
_CITED = re.compile(rf"\b[A-ZÀ-ÞА-Я][\w’'-]*\s\({YEAR}\)")
"""A lone year in brackets behind a name: it dates a text."""
_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[〇○零一二三四五六七八九]{4}(?=年)")


@dataclass(frozen=True, slots=True)
class Words:
    """What of a language tells years from other numbers."""

    none: re.Pattern[str] | None
    counted: re.Pattern[str]
    period: re.Pattern[str]


def years(text: str, language: str) -> tuple[int, ...]:
    """The years that a text speaks of, in order, in any script's digits.

    >>> years("From 2019 to 2021 it trained judges under the Act of 2002", "en")
    (2019, 2020, 2021)
    >>> years("The 2030 Agenda; resolution 2331 (2016); 2000 persons by 2031", "en")
    (2031,)
    """
    plain = _digits(text)
    if re.search(YEAR, plain) is None:
        return ()
    words = _words(language)
    found: set[int] = set()
    plain = _SYMBOL.sub(" ", plain)
    plain = _CITED.sub(" ", plain)
    for day in _DAY.finditer(plain):
        found.add(int(day[1] or day[2]))
    plain = _DAY.sub(" ", plain)
    folded = plain.casefold()
    for period in words.period.finditer(folded):
        first, last = (period["first"], period["last"]) if period["first"] else (period["from"], period["until"])
        found.update(_between(int(first), last))
    if words.none:
        folded = words.none.sub(" ", words.period.sub(" ", folded))
    for year in re.finditer(rf"{_BEFORE}{YEAR}{_AFTER}", folded):
        if not words.counted.match(folded, year.end()):
            found.add(int(year.group()))
    return tuple(sorted(found))


def _digits(text: str) -> str:
    """A text whose digits are those of ASCII."""
    if text.isascii():
        return text
    made = "".join(str(unicodedata.digit(c)) if c.isdecimal() and not c.isascii() else c for c in text)
    return _CHINESE_YEAR.sub(lambda year: year.group().translate(_CHINESE), made)


def _between(first: int, last: str) -> tuple[int, ...]:
    """All years of a period; nothing where it runs backwards.

    >>> _between(2026, "27"), _between(2008, "2030"), _between(2030, "2019")
    ((2026, 2027), (2008, 2030), ())
    """
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if end < first:
        return ()
    return tuple(range(first, end + 1)) if end - first < LONGEST else (first, end)


@lru_cache(maxsize=8)
def _words(language: str) -> Words:
    """The words of a language, or what holds without any."""
    rows = _rows().get(language, {})
    none = "|".join(rows.get("none", ())).replace("Y", ALONE)
    of_year = r"(?: ?(?:年|год[аеуы]?|гг?\.))?"
    to = rf"(?:{_DASH}|{of_year}\s?(?:{rows.get('to', 'to')})\s?(?:en |le |el |عام |the end of )?)"
    month = f"{rows['months']}?" if "months" in rows else ""
    last = rf"{month}(?P<last>{YEAR}(?!\d)|(?<=[/–-])\d\d(?![\d/%.,]\d|\d))"
    period = rf"{_BEFORE}(?P<first>{YEAR}){to}{last}"
    if rows:
        both = rf"{rows['between']}\s{month}(?P<from>{YEAR}){of_year}\s{rows['and']}\s?{month}(?P<until>{YEAR})(?!\d)"
        period = f"{period}|{both}"
    return Words(
        none=re.compile(none, re.I) if none else None,
        counted=re.compile(rf"\s?{rows['counted']}" if rows else r"(?!)"),
        period=re.compile(period),
    )


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict[str, str]]:
    made: dict[str, dict[str, str]] = parsed(_text())
    return made


@lru_cache(maxsize=1)
def periods_version() -> str:
    """Changes with any word by which years are told."""
    return digest("periods", _text())[:12]


def _text() -> str:
    return (files("palermo.vocabulary") / FILE).read_text(encoding="utf-8")

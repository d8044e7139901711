"""The year of a document in its title: of an act, of an annual number, or of a report."""

import re
from collections.abc import Iterable, Iterator

from palermo.languages.language_words import LanguageWords
from palermo.reading.metadata.printed_dates import normalise_digits

MAX_TITLE_CHARS = 200
"""Maximum characters of a text that is the title of a report."""
_WORDS = LanguageWords("reading")
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

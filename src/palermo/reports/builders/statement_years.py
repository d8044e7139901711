"""Years that quotes and titles name, and the statements that may be about a year."""

import re

from palermo.errors import QuestionInvalid
from palermo.reports.evidence import EvidenceSet

REPORTING_YEARS = 2
"""Years after which a report on a year may still appear."""
_YEAR_PATTERN = re.compile(r"\b(?:19|20)\d\d\b")


def parse_year(key: str) -> int:
    """Return the year of a report's key; raises QuestionInvalid."""
    if len(key) != 4 or not (key.isascii() and key.isdigit()):
        raise QuestionInvalid(f"year {key[:20]!r}", "it is not a year", "Write one such as 2022")
    return int(key)


def select_of_year(evidence: EvidenceSet, year: int) -> EvidenceSet:
    """Return the statements that may be about a year, by the years of their quotes and of their documents' titles."""
    columns, mask = evidence.columns, evidence.mask.copy()
    quotes = columns.table["quote"]
    for row in evidence.rows.tolist():
        title = columns.documents[columns.document_ranks[row]].title
        mask[row] = may_be_of_year(quotes[row].as_py(), year, title)
    return evidence.select_marked(mask)


def may_be_of_year(quote: str, year: int, title: str = "") -> bool:
    """Return whether a quote names the year; without a year, whether its document is no report on a year before."""
    if years := list_years(quote):
        return str(year) in years
    titled = list_years(title)
    return str(year) in titled or not {str(year - 1 - ago) for ago in range(REPORTING_YEARS)} & set(titled)


def list_years(text: str) -> list[str]:
    """Return the distinct years that a text names."""
    return list(dict.fromkeys(_YEAR_PATTERN.findall(text)))

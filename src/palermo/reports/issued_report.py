"""Issued annual reports, for comparison with later ones: paragraphs, figures, and the published address."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from palermo.reports.figures import FigureQuery


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedParagraph:
    """A paragraph or heading of an issued text, or of a text in progress."""

    id: str
    text: str
    is_heading: bool = False
    draft: str = ""
    """Its words as the report had them; empty for a paragraph that people added."""

    @property
    def is_edited(self) -> bool:
        """Whether people changed the words of the report."""
        return bool(self.draft) and self.draft != self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedFigure:
    """A figure of a report as it was issued, and its query."""

    query: FigureQuery
    computed: int
    """As the report computed it."""
    printed: str
    """As it was issued; empty if people removed it."""

    @property
    def is_changed_by_hand(self) -> bool:
        """Whether people changed or removed the number."""
        return re.sub(r"\D", "", self.printed) != str(self.computed)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedReport:
    """An issued annual report in one language."""

    id: str
    year: int
    title: str
    language: str
    languages: tuple[str, ...]
    """All languages in which it was issued."""
    group: str
    date: str
    """ISO date of the issue."""
    hash: str
    """SHA-256 of what was issued."""
    address: str
    """Permanent address of the text."""
    paragraphs: tuple[IssuedParagraph, ...]
    """In its language, without those that were removed."""
    figures: tuple[IssuedFigure, ...] = ()
    """Of a text that was opened from a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedTexts:
    """The issued joint texts, in which last year's report is searched."""

    list_ids: Callable[[], tuple[str, ...]] = tuple
    find_annual_report: Callable[[int, str], IssuedReport | None] = lambda _year, _language: None
    """Returns the annual report of a year; in a language, if it was issued in it."""


NO_ISSUED_TEXTS = IssuedTexts()

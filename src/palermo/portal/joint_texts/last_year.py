"""An annual report in progress, compared with the issued report of the year before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from palermo.joint_texts.state import JointText
from palermo.joint_texts.wording_history import WordingSegment, compare_wordings
from palermo.portal.joint_texts.models import ReportOrigin
from palermo.portal.services.issued_reports import find_annual_report, list_issued_paragraphs
from palermo.reports.builders.issued_comparison import list_left_out
from palermo.reports.issued_report import IssuedReport
from palermo.reports.paragraph_comparison import (
    ParagraphChange,
    ParagraphChangeKind,
    compare_paragraphs,
    normalise_words,
)
from palermo.reports.translation import Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedParagraph:
    """A paragraph that differs from last year's report, and its words compared."""

    change: ParagraphChange
    segments: Sequence[WordingSegment]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYearComparison:
    """A text and last year's issued report; without that report, nothing is compared."""

    year: int
    report: IssuedReport | None = None
    counts: Mapping[str, int]
    """Paragraphs by kind of change."""
    changed: Sequence[ChangedParagraph] = ()

    @property
    def is_same_language(self) -> bool:
        """Whether the report was issued in the language of the text; otherwise paragraphs are not compared."""
        return bool(self.counts)


def compare_with_last_year(text: JointText, origin: ReportOrigin) -> LastYearComparison:
    """Compare a text that was opened from an annual report with the issued report of the year before."""
    year = int(origin.key) - 1
    report = find_annual_report(year, text.language)
    if report is None or report.language != text.language:
        return LastYearComparison(year=year, report=report, counts={})
    present = list_issued_paragraphs(text, origin, text.language)
    changes = compare_paragraphs(report.paragraphs, present, list_left_out(Translator(origin.language)))
    return LastYearComparison(
        year=year,
        report=report,
        counts={kind.value: sum(change.kind is kind for change in changes) for kind in ParagraphChangeKind},
        changed=[_compare_words(change) for change in changes if change.kind is not ParagraphChangeKind.SAME],
    )


def _compare_words(change: ParagraphChange) -> ChangedParagraph:
    earlier, later = (
        normalise_words(paragraph.text) if paragraph else "" for paragraph in (change.earlier, change.later)
    )
    return ChangedParagraph(change=change, segments=compare_wordings(earlier, later))

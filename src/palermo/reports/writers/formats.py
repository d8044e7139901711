"""The formats of reports: writer, file name extension and media type of each."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from palermo.reports.model import Report


class ReportFormat(StrEnum):
    """Formats of a report."""

    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    MD = "md"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWriter:
    """A format with its writer."""

    write: Callable[[Report], bytes]
    media_type: str


def write_report(report: Report, format: ReportFormat) -> bytes:
    """Return a report as a file of a format; raises ReportFailed."""
    return get_writer(format).write(report)


def get_writer(format: ReportFormat) -> ReportWriter:
    """Return the writer of a format; its libraries are imported when they are used."""
    match format:
        case ReportFormat.HTML:
            from palermo.reports.writers.html import write_html

            return ReportWriter(write=write_html, media_type="text/html; charset=utf-8")
        case ReportFormat.DOCX:
            from palermo.reports.writers.docx import write_docx

            media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            return ReportWriter(write=write_docx, media_type=media_type)
        case ReportFormat.PDF:
            from palermo.reports.writers.pdf import write_pdf

            return ReportWriter(write=write_pdf, media_type="application/pdf")
        case ReportFormat.MD:
            from palermo.reports.writers.markdown import write_markdown

            return ReportWriter(write=write_markdown, media_type="text/markdown; charset=utf-8")

"""The formats of reports: writer, file name extension and media type of each."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from palermo.reports.model import Report
from palermo.reports.writers.html import write_html
from palermo.reports.writers.markdown import write_markdown
from palermo.reports.writers.pdf import write_pdf


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
    """Return the writer of a format; that of Word imports its library when it is used."""
    return _WRITERS[format]


def _write_docx(report: Report) -> bytes:
    from palermo.reports.writers.docx import write_docx  # python-docx takes as much memory as a report

    return write_docx(report)


_WRITERS = {
    ReportFormat.HTML: ReportWriter(write=write_html, media_type="text/html; charset=utf-8"),
    ReportFormat.DOCX: ReportWriter(
        write=_write_docx, media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    ReportFormat.PDF: ReportWriter(write=write_pdf, media_type="application/pdf"),
    ReportFormat.MD: ReportWriter(write=write_markdown, media_type="text/markdown; charset=utf-8"),
}

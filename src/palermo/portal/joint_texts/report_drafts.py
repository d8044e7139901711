"""Reports opened as joint texts: paragraphs, citations, figures that changed since, and last year's issued report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from palermo.edition import EVERY_COPY
from palermo.grouping import group_items
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.enums import CitedKind, ParagraphKind, Stage, TextKind
from palermo.joint_texts.state import JointText
from palermo.joint_texts.wording_history import WordingSegment, compare_wordings
from palermo.portal.joint_texts.models import ReportOrigin
from palermo.portal.joint_texts.text_forms import remove_control_characters
from palermo.portal.services.current_edition import pin_edition
from palermo.portal.services.report_facts import find_annual_report, get_report_context, list_issued_paragraphs
from palermo.reports.builders.catalogue import ReportKind, build_report
from palermo.reports.builders.issued_comparison import list_left_out
from palermo.reports.context import ReportContext
from palermo.reports.evidence import load_evidence
from palermo.reports.figure_recount import count_figure, parse_query, serialize_query
from palermo.reports.figures import Figure
from palermo.reports.issued_report import IssuedReport
from palermo.reports.model import Report
from palermo.reports.paragraph_comparison import (
    ParagraphChange,
    ParagraphChangeKind,
    compare_paragraphs,
    normalise_words,
)
from palermo.reports.paragraphs import DraftParagraph, find_changed_figures, list_paragraphs
from palermo.reports.translation import Translator

TEXT_KINDS = {ReportKind.ANNUAL: TextKind.ANNUAL_REPORT, ReportKind.SUBMISSION: TextKind.SUBMISSION}
"""Kinds of text that reports become; all others become issue briefs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """A report about to become a joint text."""

    kind: ReportKind
    key: str
    report: Report
    paragraphs: Sequence[DraftParagraph]
    context: ReportContext

    @property
    def text_kind(self) -> TextKind:
        """The kind of text that it becomes."""
        return TEXT_KINDS.get(self.kind, TextKind.BRIEF)

    def list_changes(self) -> Iterator[text_changes.Change]:
        """Yield the paragraphs with their citations, and the stage of drafting."""
        previous = None
        for id, paragraph in self._number_paragraphs():
            marked = (
                ParagraphKind.HEADING if paragraph.is_heading else ParagraphKind.TABLE if paragraph.is_table else None
            )
            yield text_changes.ParagraphAdded(
                paragraph=id,
                kind=marked or ParagraphKind.PARAGRAPH,
                text=remove_control_characters(paragraph.text),
                after=previous,
            )
            previous = id
        yield from self._list_citations()
        yield text_changes.StageChanged(stage=Stage.DRAFTING)

    def build_origin(self, text_id: str) -> ReportOrigin:
        """Return the record of where the text comes from, with the query of each figure."""
        figures = [
            {"paragraph": id, "text": text, "value": figure.value, "query": serialize_query(figure.query)}
            for id, paragraph in self._number_paragraphs()
            for text, figure in paragraph.figures
        ]
        report = self.report
        values = {"kind": self.kind.value, "key": self.key, "language": report.language, "edition": report.edition}
        return ReportOrigin(text_id=text_id, figures=figures, **values)

    def _number_paragraphs(self) -> Iterator[tuple[str, DraftParagraph]]:
        return (
            (f"r{number}", paragraph) for number, paragraph in enumerate(self.paragraphs, 1) if paragraph.text.strip()
        )

    def _list_citations(self) -> Iterator[text_changes.CitationAdded]:
        evidence = load_evidence(self.context.facts, [EVERY_COPY])
        ids = list(dict.fromkeys(id for paragraph in self.paragraphs for id in paragraph.statements))
        known = {statement.id: (statement, document) for statement, document in evidence.load_by_ids(ids)}
        cited = [
            (id, statement_id)
            for id, paragraph in self._number_paragraphs()
            for statement_id in paragraph.statements
            if statement_id in known
        ]
        for number, (id, statement_id) in enumerate(cited, 1):
            statement, document = known[statement_id]
            source = f"{document.title} ({document.year})" if document.year else document.title
            yield text_changes.CitationAdded(
                citation=f"k{number}",
                paragraph=id,
                kind=CitedKind.STATEMENT,
                reference=statement_id,
                quote=remove_control_characters(statement.quote),
                source=remove_control_characters(source),
            )


def build_draft(address: str, language: str) -> ReportDraft:
    """Build the draft of a report by its kind and key, such as `annual/2022`, on what everybody may read.

    A text goes to all members and is published, so it cites no document that only some may read. Raises
    QuestionInvalid, NotFound or ReportFailed, and ValueError for an unknown kind.
    """
    name, _separator, key = address.partition("/")
    kind = ReportKind(name)
    with pin_edition():
        context = get_report_context(language)
        report = build_report(kind, key, context)
    return ReportDraft(kind=kind, key=key, report=report, paragraphs=list_paragraphs(report), context=context)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCheck:
    """A figure of the report that the text has no longer, or that the served edition counts otherwise."""

    paragraph: str
    text: str
    """As the report had it."""
    is_changed_by_hand: bool
    count: int
    """What the served edition counts."""
    is_outdated: bool


def check_figures(origin: ReportOrigin, text: JointText) -> list[FigureCheck]:
    """Return the figures that were changed by hand or that the served edition counts otherwise."""
    with pin_edition():
        facts = get_report_context(origin.language).facts
    is_same_edition = facts.view.manifest.name == origin.edition
    rows = group_items(origin.figures, lambda row: str(row["paragraph"]))
    present = {item.id for item in text.present_paragraphs}
    changed_figures = []
    for paragraph, own in rows.items():
        if paragraph not in present:
            continue
        figures = tuple((row["text"], Figure(value=row["value"], query=parse_query(row["query"]))) for row in own)
        changed = find_changed_figures(DraftParagraph(text="", figures=figures), text.get_text(paragraph))
        for words, figure in figures:
            count = figure.value if is_same_edition else count_figure(figure.query, facts)
            is_changed = any(item is figure for _words, item in changed)
            if is_changed or count != figure.value:
                changed_figures.append(
                    FigureCheck(
                        paragraph=paragraph,
                        text=words,
                        is_changed_by_hand=is_changed,
                        count=count,
                        is_outdated=count != figure.value,
                    )
                )
    return changed_figures


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

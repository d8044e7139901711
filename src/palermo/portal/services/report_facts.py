"""The facts that reports are built from: the served edition, and issued annual reports among the joint texts."""

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.urls import reverse

from palermo import registry, vocabulary
from palermo.environment import load_settings
from palermo.grouping import group_items
from palermo.joint_texts.canonical_form import parse_change
from palermo.joint_texts.changes import TextEvent
from palermo.joint_texts.enums import ParagraphKind, Stage, TextKind
from palermo.joint_texts.replay import replay
from palermo.joint_texts.state import TITLE_ID, JointText, TextParagraph
from palermo.portal.services.current_edition import get_content_versions, get_current_edition
from palermo.portal.services.follow_up import get_current_appraisals, get_current_coverage, get_current_follow_up
from palermo.reports.builders.follow_up_report import GROUP
from palermo.reports.builders.statement_years import list_years
from palermo.reports.context import EditionFacts, ReportContext
from palermo.reports.figure_recount import parse_query
from palermo.reports.issued_report import IssuedFigure, IssuedParagraph, IssuedReport, IssuedTexts
from palermo.reports.paragraph_comparison import find_printed_numbers

MAX_CACHED_TEXTS = 8
REPORT_KIND = "annual"
"""Kind of the report that an annual report of the chairs is opened from."""


def list_issued_ids() -> tuple[str, ...]:
    """Return the ids of the issued joint texts."""
    records = _get_model("TextRecord").objects.filter(stage=Stage.ISSUED)
    return tuple(records.order_by("id").values_list("id", flat=True))


def find_annual_report(year: int, language: str) -> IssuedReport | None:
    """Return the last issued annual report of the group for a year, in a language if possible."""
    records = _get_model("TextRecord").objects.filter(stage=Stage.ISSUED, kind=TextKind.ANNUAL_REPORT)
    origins = {item.text_id: item for item in _get_model("ReportOrigin").objects.filter(text__in=records)}
    reports = []
    for record in records:
        text, origin = _load_text(record.id, record.sequence), origins.get(record.id)
        if is_of_group(text, origin) and _find_year(text, origin) == year:
            reports.append((dict(text.stage_times)[Stage.ISSUED], record.id, text, origin))
    if not reports:
        return None
    _issued, id, text, origin = max(reports, key=lambda row: row[:2])
    return _build_report(id, text, origin, year, language)


def is_of_group(text: JointText, origin: Any) -> bool:
    """Return whether a text is of the coordination group, by its group's name or its report."""
    if not text.created.group:
        return origin is not None and origin.kind == REPORT_KIND
    entity = registry.load_registry().find_entity(text.created.group)
    return entity is not None and entity.id == GROUP


def _find_year(text: JointText, origin: Any) -> int | None:
    """Return the year of an annual report: that of its report, or the only one in its title."""
    if origin is not None and origin.kind == REPORT_KIND:
        return int(origin.key)
    years = list_years(text.title)
    return int(years[0]) if len(years) == 1 else None


def _build_report(text_id: str, text: JointText, origin: Any, year: int, language: str) -> IssuedReport:
    shown_language = language if language in text.issued_languages else text.language
    path = reverse("joint_texts:detail", kwargs={"id": text_id})
    return IssuedReport(
        id=text_id,
        year=year,
        title=text.get_text(TITLE_ID, shown_language),
        language=shown_language,
        languages=text.issued_languages,
        group=text.created.group,
        date=dict(text.stage_times)[Stage.ISSUED].astimezone(text.zone).date().isoformat(),
        hash=text.issue_hash,
        address=f"{load_settings().address}{path}",
        paragraphs=list_issued_paragraphs(text, origin, shown_language),
        figures=tuple(_list_figures(text, origin)),
    )


def list_issued_paragraphs(text: JointText, origin: Any, language: str) -> tuple[IssuedParagraph, ...]:
    """Return the present paragraphs of a text in a language, with the words of its report."""
    return tuple(
        IssuedParagraph(
            id=paragraph.id,
            text=text.get_text(paragraph.id, language),
            is_heading=paragraph.kind is ParagraphKind.HEADING,
            draft=_get_draft(text, paragraph, origin) if language == text.language else "",
        )
        for paragraph in text.present_paragraphs
    )


def _get_draft(text: JointText, paragraph: TextParagraph, origin: Any) -> str:
    """Return the words of a paragraph with which a report was opened; empty for one that people added."""
    first, title = (text.wordings[id, text.language][0] for id in (paragraph.id, TITLE_ID))
    return first.text if origin is not None and first.at == title.at else ""


def _list_figures(text: JointText, origin: Any) -> list[IssuedFigure]:
    """Return the figures of a text's report as issued, in the authoritative language."""
    rows = group_items(origin.figures if origin is not None else (), lambda row: str(row["paragraph"]))
    present = {item.id for item in text.present_paragraphs}
    figures: list[IssuedFigure] = []
    for paragraph, own in rows.items():
        drafted = text.wordings[paragraph, text.language][0].text
        issued = text.get_text(paragraph) if paragraph in present else ""
        numbers = find_printed_numbers(drafted, issued, [row["value"] for row in own])
        for row, printed in zip(own, numbers, strict=True):
            figures.append(IssuedFigure(query=parse_query(row["query"]), computed=row["value"], printed=printed))
    return figures


@lru_cache(maxsize=MAX_CACHED_TEXTS)
def _load_text(text_id: str, _sequence: int) -> JointText:
    rows = _get_model("TextEventRecord").objects.filter(text_id=text_id).order_by("sequence")
    return replay(
        TextEvent(sequence=row.sequence, at=row.at, person=row.person, content=parse_change(row.content))
        for row in rows
    )


def _get_model(name: str) -> Any:
    return apps.get_model("joint_texts", name)


ISSUED_TEXTS = IssuedTexts(list_ids=list_issued_ids, find_annual_report=find_annual_report)


def get_report_context(language: str) -> ReportContext:
    """Return the facts of the served edition for reports in a language.

    Raises NoLibrary if there is none.
    """
    served = get_current_edition()
    follow_up = get_current_follow_up()
    version = f"{get_content_versions(served)[1]}-{follow_up is not None}-{settings.PALERMO_MEANING}"

    def build_facts() -> EditionFacts:
        return EditionFacts(
            view=served.view,
            registry=registry.load_registry(),
            vocabulary=vocabulary.load_vocabulary(),
            load_follow_up=lambda: follow_up,
            load_searched=get_current_coverage,
            load_appraisals=get_current_appraisals,
            open_unconfirmed=lambda: served.with_unconfirmed.view,
        )

    return ReportContext(
        facts=served.cache.get_or_compute("report-facts", build_facts, version),
        language=language,
        issued=ISSUED_TEXTS,
    )

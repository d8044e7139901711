"""A report as paragraphs of a joint text: sources and figures stay known, and figures changed by hand are found."""

from collections.abc import Callable

import pytest

from palermo.reports.builders.catalogue import ReportKind, build_report
from palermo.reports.context import ReportContext
from palermo.reports.model import Report
from palermo.reports.paragraphs import find_changed_figures, list_paragraphs


@pytest.fixture
def report(build_context: Callable[..., ReportContext]) -> Report:
    return build_report(ReportKind.ANNUAL, "2022", build_context())


def test_paragraphs_hold_every_cited_statement_and_every_figure(report: Report) -> None:
    paragraphs = list_paragraphs(report)
    cited = {one.statement for one in report.iterate_citations() if one.statement}
    assert {id for one in paragraphs for id in one.statements} == cited
    assert sum(len(one.figures) for one in paragraphs) == len(list(report.iterate_figures()))
    assert paragraphs[-1].text.startswith(f"{len(report.sources)}. ")
    assert next(one.text for one in paragraphs if one.is_heading) == "Foreword"


def test_table_is_one_paragraph_below_its_caption(report: Report) -> None:
    paragraphs = list_paragraphs(report)
    at = next(at for at, one in enumerate(paragraphs) if one.text == "Compared with the year before")
    table = paragraphs[at + 1]
    assert table.is_table
    assert [line.split("\t")[0] for line in table.text.split("\n")][:2] == ["Of the documents of", "Documents"]
    assert all(line.count("\t") == 2 for line in table.text.split("\n"))


def test_figure_that_is_changed_by_hand_is_found(report: Report) -> None:
    paragraph = next(one for one in list_paragraphs(report) if one.text.startswith("Documents of the year"))
    assert find_changed_figures(paragraph, paragraph.text) == []
    assert find_changed_figures(paragraph, f"In words: {paragraph.text}") == []
    number, figure = paragraph.figures[0]
    changed = find_changed_figures(paragraph, paragraph.text.replace(number, "99", 1))
    assert changed == [(number, figure)]

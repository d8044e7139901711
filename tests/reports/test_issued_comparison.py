"""The annual report beside last year's issued one: figures, and paragraphs that are new, gone, changed, or edited."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from palermo.reports.builders.catalogue import ReportKind, build_report
from palermo.reports.context import ReportContext
from palermo.reports.figure_recount import count_figure
from palermo.reports.issued_report import IssuedFigure, IssuedParagraph, IssuedReport, IssuedTexts
from palermo.reports.model import Report, Table
from palermo.reports.paragraph_comparison import ParagraphChangeKind, compare_paragraphs, find_printed_numbers
from palermo.reports.paragraphs import list_paragraphs
from palermo.reports.writers.report_formats import ReportFormat, write_report

pytestmark = pytest.mark.slow

type BuildContext = Callable[..., ReportContext]
HASH = "ab" * 32
ADDRESS = "https://map.example.org/en/texts/abc/"


def issue(report: Report, year: int, edited: dict[str, str] | None = None) -> IssuedReport:
    """The report as it would have been issued, with paragraphs whose beginning is given edited; "" removes one."""
    paragraphs, figures = [], []
    for number, one in enumerate(list_paragraphs(report), 1):
        words = next((new for begin, new in (edited or {}).items() if one.text.startswith(begin)), one.text)
        printed = find_printed_numbers(one.text, words, [figure.value for _text, figure in one.figures])
        figures += [
            IssuedFigure(query=figure.query, computed=figure.value, printed=text)
            for (_text, figure), text in zip(one.figures, printed, strict=True)
        ]
        if words:
            paragraphs.append(IssuedParagraph(id=f"r{number}", text=words, is_heading=one.is_heading, draft=one.text))
    return IssuedReport(
        id="abc",
        year=year,
        title=report.title,
        language=report.language,
        languages=(report.language,),
        group="Inter-Agency Coordination Group against Trafficking in Persons",
        date="2022-05-03",
        hash=HASH,
        address=ADDRESS,
        paragraphs=tuple(paragraphs),
        figures=tuple(figures),
    )


def list_texts(*reports: IssuedReport) -> IssuedTexts:
    return IssuedTexts(
        list_ids=lambda: tuple(one.id for one in reports),
        find_annual_report=lambda year, _language: next((one for one in reports if one.year == year), None),
    )


def find_table(report: Report, caption: str) -> Table | None:
    return next((one for one in report.iterate_tables() if one.caption == caption), None)


def read_rows(report: Report, caption: str) -> list[tuple[str, ...]]:
    table = find_table(report, caption)
    return [tuple(run.text for run in row) for row in table.rows] if table else []


@pytest.fixture
def last_year(build_context: BuildContext) -> Report:
    return build_report(ReportKind.ANNUAL, "2021", build_context(foreword=("We met in %(year)s.",)))


@pytest.fixture
def build_compared(build_context: BuildContext) -> Callable[..., Report]:
    """Builds the report on 2022 with these issued reports."""

    def build(*issued: IssuedReport, language: str = "en") -> Report:
        context = build_context(language, issued=list_texts(*issued), foreword=("We met in %(year)s.",))
        return build_report(ReportKind.ANNUAL, "2022", context)

    return build


def test_report_names_last_years_issued_text_with_its_hash(
    last_year: Report, build_compared: Callable[..., Report]
) -> None:
    report = build_compared(issue(last_year, 2021))
    text = write_report(report, ReportFormat.MD).decode()
    assert f"Last year’s report: Annual report 2021, issued on 3 May 2022; hash: SHA-256 {HASH}." in text
    source = next(one for one in report.sources if one.address == ADDRESS)
    assert HASH in source.note


def test_report_without_an_issued_one_says_so(last_year: Report, build_compared: Callable[..., Report]) -> None:
    wanted = "of this portal: an annual report on 2021. There is nothing to compare."
    assert f"Not found among 0 issued joint texts {wanted}" in write_report(build_compared(), ReportFormat.MD).decode()
    other = replace(issue(last_year, 2021), year=2019)
    report = build_compared(other)
    assert f"Not found among 1 issued joint text {wanted}" in write_report(report, ReportFormat.MD).decode()
    assert find_table(report, "Paragraph by paragraph") is None


def test_figures_of_last_year_are_beside_those_of_this_year(
    last_year: Report, build_compared: Callable[..., Report], build_context: BuildContext
) -> None:
    report = build_compared(issue(last_year, 2021))
    rows = {row[0]: row[1:] for row in read_rows(report, "Figures of last year’s report")}
    assert rows["Documents"] == ("1", "1", "2")
    assert rows["Activities"] == ("0", "0", "2")
    assert rows["Activities · International Organization for Migration"] == ("–", "0", "2")
    facts = build_context().facts
    assert all(count_figure(figure.query, facts) == figure.value for _text, figure in report.iterate_figures())


def test_figure_that_was_changed_or_removed_by_hand_is_marked(
    last_year: Report, build_compared: Callable[..., Report]
) -> None:
    table = next(one.text for one in list_paragraphs(last_year) if one.text.startswith("Of the documents of"))
    kept = "\n".join(line for line in table.split("\n") if not line.startswith("Activities"))
    edited = {"Documents of the year": "Documents of the year: 12, with many statements.", "Of the documents of": kept}
    rows = {
        row[0]: row[1:]
        for row in read_rows(build_compared(issue(last_year, 2021, edited)), "Figures of last year’s report")
    }
    assert rows["Documents"] == ("12 (changed by hand; computed: 1)", "1", "2")
    assert rows["Statements"][0] == "removed by hand (computed: 1)"
    assert rows["Activities"][0] == "removed by hand (computed: 0)"


def test_paragraphs_are_shown_as_changed_new_and_gone(last_year: Report, build_compared: Callable[..., Report]) -> None:
    edited = {"Fewer in the documents": "We thank our hosts in the city of the meeting."}
    report = build_compared(issue(last_year, 2021, edited))
    rows = read_rows(report, "Paragraph by paragraph")
    assert ("Foreword", "Changed", "We met in 2021.", "We met in 2022.") in rows
    gone = [row for row in rows if row[1].startswith("Gone")]
    assert any(row[2] == "We thank our hosts in the city of the meeting." for row in gone)
    new = [row for row in rows if row[1] == "Added"]
    assert any("IOM taught 300 teachers." in row[3] for row in new)
    assert all(row[2] == "–" for row in new)
    assert not any(row[0] in ("Sources", "Compared with last year’s issued report") for row in rows)
    counted = {row[0]: row[1:] for row in read_rows(report, "Paragraphs by section")}
    assert counted["Foreword"] == ("0", "1", "0", "0")


def test_paragraph_that_was_edited_by_hand_is_matched_by_what_the_report_had(
    last_year: Report, build_compared: Callable[..., Report]
) -> None:
    edited = {"Documents of the year": "It was a quiet year for all of us, and few wrote."}
    rows = read_rows(build_compared(issue(last_year, 2021, edited)), "Paragraph by paragraph")
    row = next(row for row in rows if row[2].startswith("It was a quiet year"))
    assert row[1] == "Changed; edited by hand last year"
    assert row[3].startswith("Documents of the year: 2")


def test_heading_that_was_edited_by_hand_keeps_its_section(
    last_year: Report, build_compared: Callable[..., Report]
) -> None:
    rows = read_rows(build_compared(issue(last_year, 2021, {"Foreword": "Welcome"})), "Paragraph by paragraph")
    assert ("Foreword", "Changed", "We met in 2021.", "We met in 2022.") in rows


def test_report_in_another_language_compares_figures_alone(
    last_year: Report, build_compared: Callable[..., Report]
) -> None:
    report = build_compared(issue(last_year, 2021), language="fr")
    tables = list(report.iterate_tables())
    assert any(run.text == "Documents" for table in tables for row in table.rows for run in row)
    assert not any(table.is_for_drafters for table in tables)


def test_table_of_paragraphs_does_not_enter_the_text_that_is_edited(
    last_year: Report, build_compared: Callable[..., Report]
) -> None:
    report = build_compared(issue(last_year, 2021))
    words = [one.text for one in list_paragraphs(report)]
    assert "Figures of last year’s report" in words
    assert "Paragraph by paragraph" not in words


@pytest.mark.parametrize(
    ("earlier", "later", "kinds"),
    [
        (["Two met."], ["Two met."], [ParagraphChangeKind.SAME]),
        (["Two met [3, p. 4]."], ["Two  met [7; 9]."], [ParagraphChangeKind.SAME]),
        (["In 2021, 14 met."], ["In 2022, 2 met."], [ParagraphChangeKind.CHANGED]),
        (
            ["We trained police officers in many towns."],
            ["We trained police in many towns."],
            [ParagraphChangeKind.CHANGED],
        ),
        (["Shelters opened."], ["Courts closed early."], [ParagraphChangeKind.NEW, ParagraphChangeKind.GONE]),
        ([], ["One."], [ParagraphChangeKind.NEW]),
        (["Same.", "Same."], ["Same."], [ParagraphChangeKind.SAME, ParagraphChangeKind.GONE]),
    ],
)
def test_paragraphs_of_one_section_are_matched(
    earlier: Sequence[str], later: Sequence[str], kinds: Sequence[ParagraphChangeKind]
) -> None:
    old, new = ([IssuedParagraph(id=str(at), text=text) for at, text in enumerate(one)] for one in (earlier, later))
    assert [one.kind for one in compare_paragraphs(old, new)] == kinds

"""Tests of action plans: rows with bodies, partners and deadlines, in five formats."""

import io

import pytest
import xlsxwriter
from docx import Document as WordDocument

from palermo.extraction import extract_by_rules
from palermo.extraction.rows.action_plans import find_plan_role, split_bodies
from palermo.reading import read
from palermo.statements import Statement, StatementKind

HEADER = ("No.", "Action", "Responsible body", "Partners", "Deadline")
ROWS = (
    (
        "1",
        "Open two shelters for freed seafarers",
        "Ministry of Labour of Tarn",
        "Tarn Red Lantern Association",
        "2032",
    ),
    ("2", "Train harbour officers to notice debts", "Coast Police; Harbour Office", "", "June 2033"),
    ("3", "Publish wage rates of all vessels", "M. Arden", "", "2032"),
)


def write_csv() -> tuple[bytes, str]:
    return "\n".join(",".join(row) for row in (HEADER, *ROWS)).encode(), "plan.csv"


def write_xlsx() -> tuple[bytes, str]:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Plan")
        for number, row in enumerate((HEADER, *ROWS)):
            sheet.write_row(number, 0, row)
    return content.getvalue(), "plan.xlsx"


def write_docx() -> tuple[bytes, str]:
    document = WordDocument()
    document.add_heading("Plan of the coast", level=1)
    document.add_paragraph("The province adopted this plan for the fishing season.")
    table = document.add_table(rows=0, cols=len(HEADER))
    for number, row in enumerate((HEADER, *ROWS)):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = number == 0
    content = io.BytesIO()
    document.save(content)
    return content.getvalue(), "plan.docx"


def write_html() -> tuple[bytes, str]:
    head = "".join(f"<th>{name}</th>" for name in HEADER)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    page = f"<html><body><main><h1>Plan of the coast</h1><table><tr>{head}</tr>{body}</table></main></body></html>"
    return page.encode(), "plan.html"


WRITERS = {"CSV": write_csv, "XLSX": write_xlsx, "DOCX": write_docx, "HTML": write_html}


def extract_statements(writer: str) -> list[Statement]:
    reading = read(*WRITERS[writer]())
    return list(extract_by_rules(reading.passages, reading.masthead).statements)


@pytest.mark.parametrize("writer", list(WRITERS))
def test_rows_become_planned_activities_of_the_bodies_responsible(writer: str) -> None:
    first, second = extract_statements(writer)
    assert (first.kind, first.tense, first.years) == (StatementKind.ACTIVITY, "planned", (2032,))
    assert first.quote == "Open two shelters for freed seafarers"
    assert [ref.name for ref in first.actors] == ["Ministry of Labour of Tarn"]
    assert [ref.name for ref in first.partners] == ["Tarn Red Lantern Association"]
    assert [ref.name for ref in second.actors] == ["Coast Police", "Harbour Office"]
    assert second.partners == ()
    assert second.years == (2033,)
    assert "2032" in {item.quote for item in first.support}


@pytest.mark.parametrize("writer", list(WRITERS))
def test_a_person_is_no_body(writer: str) -> None:
    assert not any("Arden" in ref.name for item in extract_statements(writer) for ref in item.actors)


def test_a_row_that_is_done_is_no_plan() -> None:
    text = b"Action,Responsible,Status\nOpen two shelters on the coast,Coast Police,Completed\n"
    reading = read(text + b"Train the officers of the harbour,Coast Police,Delayed\n", "plan.csv")
    result = extract_by_rules(reading.passages, reading.masthead).statements
    assert [item.tense for item in result] == ["done", "planned"]


def test_rows_of_recommendations_are_asked_of_the_bodies_responsible() -> None:
    text = b"Recommendation,Responsible,Timeframe\nOpen two shelters on the coast,Coast Police,2032\n"
    reading = read(text + b"Train the officers of the harbour,Harbour Office,2033\n", "plan.csv")
    result = extract_by_rules(reading.passages, reading.masthead).statements
    assert {item.kind for item in result} == {StatementKind.RECOMMENDATION}
    assert [item.addressees[0].name for item in result] == ["Coast Police", "Harbour Office"]


def test_a_table_without_bodies_is_no_plan() -> None:
    reading = read(b"Action,Deadline\nOpen two shelters on the coast,2032\nTrain the officers,2033\n", "plan.csv")
    assert extract_by_rules(reading.passages, reading.masthead).statements == ()


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Responsible institution(s)", "body"),
        ("Échéance", "deadline"),
        ("Исполнители", "body"),
        ("责任单位", "body"),
        ("الجهة المسؤولة", "body"),
        ("Entidades responsables", "body"),
        ("Remarks", None),
    ],
)
def test_headers_say_what_a_column_holds(header: str, role: str | None) -> None:
    assert find_plan_role(header) == role


def test_a_comma_within_a_name_does_not_divide_it() -> None:
    assert split_bodies("Office for Ports, Piers and Harbours") == ["Office for Ports, Piers and Harbours"]


@pytest.mark.parametrize(
    ("text", "actors", "partners"),
    [
        (
            "Train officers to notice debts (Responsible: Ministry of Labour; Partners: ILO, IOM; Deadline: 2033).",
            ["Ministry of Labour"],
            ["ILO", "IOM"],
        ),
        (
            "Former les agents du port aux dettes (Structure responsable : Ministère du Travail)",
            ["Ministère du Travail"],
            [],
        ),
        (
            "(1)加强部门联动,建立举报债务工作机制。(海事局、司法部负责,港务局、渔业委配合)",
            ["海事局", "司法部"],
            ["港务局", "渔业委"],
        ),
        ("(2)加强港口预防债务工作。(待定负责,港务局配合)", None, []),
        ("Train harbour officers to notice debts (see the annex).", None, []),
        ("Train harbour officers to notice debts (Deadline: 2033).", None, []),
    ],
)
def test_brackets_after_an_action_name_its_bodies(text: str, actors: list[str] | None, partners: list[str]) -> None:
    document = read(f"# Plan\n\n{text}\n".encode(), "plan.md")
    found = [
        item for item in extract_by_rules(document.passages, document.masthead).statements if item.tense == "planned"
    ]
    assert [[ref.name for ref in item.actors] for item in found] == ([actors] if actors else [])
    assert [ref.name for item in found for ref in item.partners] == partners
    assert all(not item.quote.startswith("(") and item.quote in text for item in found)

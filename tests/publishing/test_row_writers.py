"""Tests of rows of a view as JSON lines, and as CSV that no spreadsheet runs."""

import csv
import io
import json
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo.edition import CompiledDocument, Library, View, build_filters, open_view
from palermo.publishing.row_writers import EXPORT_COLUMNS, export_rows, format_csv, format_jsonl, write_jsonl
from palermo.statements import InstrumentRef, Nature, Reason, Ref, RefType, Support, build_record


@pytest.fixture(scope="module")
def part(make_part: MakePart) -> CompiledDocument:
    built = make_part("paper", "=SUM(1) should stop, “наконец”;\u2028now.", "Plain, and simple.")
    first, second = built.statements
    first = replace(
        first,
        actors=(Ref(id="a", name="A", type=RefType.STATE), Ref(id=None, name="B", type=RefType.GROUP)),
        instruments=(InstrumentRef(id="A/RES/55/25"),),
        support=(Support(role="introduction", quote="Plain,", locator=second.locator),),
        why=(Reason(feature="should", weight=-0.5), Reason(feature="list", weight=0.25)),
        years=(2020, 2021),
        confidence=0.75,
    )
    return replace(built, statements=(first, second))


@pytest.fixture(scope="module")
def view(create_library: CreateLibrary, part: CompiledDocument, write_edition: WriteEdition) -> View:
    library = create_library()
    write_edition(library, [part])
    return open_view(library)


def _parsed(lines: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(lines, newline="")))


def test_statements_are_contract_records(view: View, part: CompiledDocument, tmp_path: Path) -> None:
    expected = [build_record(s, part.document) for s in part.statements]
    assert list(export_rows(view, "statements")) == expected
    assert write_jsonl(export_rows(view, "statements"), tmp_path / "out.jsonl") == 2
    lines = (tmp_path / "out.jsonl").read_bytes().decode().split("\n")
    assert [json.loads(line) for line in lines[:-1]] == expected
    assert "наконец" in lines[0]
    assert lines[-1] == ""


def test_filters_are_for_statements(view: View, part: CompiledDocument) -> None:
    result = list(export_rows(view, "statements", build_filters(words="simple")))
    assert [row["id"] for row in result] == [part.statements[1].id]


def test_passages_carry_their_place_and_source(view: View, part: CompiledDocument) -> None:
    second = list(export_rows(view, "passages"))[1]
    assert second == {
        "id": part.passages[1].id,
        "document": part.document.id,
        "ordinal": 1,
        "page": 1,
        "paragraph": "2",
        "kind": "item",
        "headings": ["Recommendations"],
        "language": "en",
        "text": "Plain, and simple.",
        "source": "paper.txt",
    }


def test_passages_of_which_only_quotes_may_be_shown_stay_out(
    library: Library, part: CompiledDocument, make_part: MakePart, write_edition: WriteEdition
) -> None:
    write_edition(library, [part, make_part("closed", "Only a quote.", full_text=False)])
    view = open_view(library)
    assert {row["source"] for row in export_rows(view, "passages")} == {"paper.txt"}
    assert {row["document"]["source"] for row in export_rows(view, "statements")} == {"closed.txt", "paper.txt"}


def test_csv_flattens_what_is_nested_and_joins_what_is_many(view: View, part: CompiledDocument) -> None:
    content = "".join(format_csv(export_rows(view, "statements"))).encode()
    assert content.startswith(b"id,kind,quote,")
    first, second = _parsed(content.decode())
    assert tuple(first) == EXPORT_COLUMNS["statements"]
    assert first["document.title"] == "Paper"
    assert first["locator.page"] == "1"
    assert (first["actors.id"], first["actors.name"], first["actors.type"]) == ("a; ", "A; B", "state; group-of-actors")
    assert (first["years"], first["confidence"], first["sensitive"]) == ("2020; 2021", "0.75", "false")
    assert first["support.locator.headings"] == "Recommendations"
    assert (first["instruments.id"], first["instruments.provision"], first["row.row"]) == ("A/RES/55/25", "", "")
    assert (second["actors.id"], second["why.weight"], second["response"]) == ("", "", "")
    assert content.count(b"\r\n") == 3


def test_the_csv_of_a_table_has_sheet_and_row(part: CompiledDocument) -> None:
    table = replace(part.document, nature=Nature.TABLE)
    located = replace(part.statements[0].locator, paragraph="Activities!12")
    record = build_record(replace(part.statements[0], locator=located), table)
    (row,) = _parsed("".join(format_csv([record], EXPORT_COLUMNS["statements"])))
    assert (row["row.sheet"], row["row.row"]) == ("Activities", "12")


def test_the_columns_of_a_csv_are_those_of_its_rows(view: View) -> None:
    for what in EXPORT_COLUMNS:
        header, *lines = format_csv(export_rows(view, what))
        assert header.rstrip("\r\n").split(",") == list(EXPORT_COLUMNS[what])
        assert len(lines) == 2
    passage = dict(next(export_rows(view, "passages")))
    assert set(passage) == set(EXPORT_COLUMNS["passages"])


def test_every_field_of_a_record_has_its_column(view: View) -> None:
    result = next(export_rows(view, "statements"))
    assert list(dict.fromkeys(column.split(".")[0] for column in EXPORT_COLUMNS["statements"])) == list(result)
    assert {f"document.{field}" for field in result["document"]} <= set(EXPORT_COLUMNS["statements"])
    assert {f"locator.{field}" for field in result["locator"]} <= set(EXPORT_COLUMNS["statements"])


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "-", "=", "\n=cmd|' /C calc'!A0"]
)
def test_no_cell_is_run_as_a_formula(text: str) -> None:
    lines = "".join(format_csv([{"text": text, "many": [text, "x"], "deep": {"er": text}, "objects": [{"a": text}]}]))
    row = _parsed(lines)[0]
    assert row == {"text": f"'{text}", "many": f"'{text}; x", "deep.er": f"'{text}", "objects.a": f"'{text}"}


@pytest.mark.parametrize("cell", ["", "plain", "a=b", "(-1)", "'=1"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert _parsed("".join(format_csv([{"x": cell, "y": "1"}])))[0]["x"] == cell


def test_numbers_stay_numbers() -> None:
    row = _parsed("".join(format_csv([{"a": -1, "b": -0.5, "c": 1e-7, "d": -1e-7, "e": None, "f": True}])))[0]
    assert row == {"a": "-1", "b": "-0.5", "c": "1e-07", "d": "-1e-07", "e": "", "f": "true"}


def test_no_rows_give_a_header_where_columns_are_named() -> None:
    assert list(format_csv([], EXPORT_COLUMNS["passages"])) == [",".join(EXPORT_COLUMNS["passages"]) + "\r\n"]
    assert list(format_csv([])) == []


def test_an_export_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("before")

    def breaking() -> object:
        yield {"a": 1}
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        write_jsonl(breaking(), target)  # type: ignore[arg-type]
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_an_export_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_jsonl([{"a": 1}], tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == '{"a": 1}\n'


def test_an_export_into_a_pipe_leaves_the_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text()))
    reader.start()
    write_jsonl([{"a": 1}], pipe)
    reader.join(10)
    assert got == ['{"a": 1}\n']
    assert pipe.is_fifo()


def test_line_separators_inside_a_text_stay_inside_its_line() -> None:
    assert list(format_jsonl([{"a": "x\ny"}])) == ['{"a": "x\\ny"}\n']

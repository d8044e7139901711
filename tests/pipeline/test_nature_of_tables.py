"""Tests of documents of rows: tables unless the catalogue differs, with sheet and row."""

import pytest

from palermo.pipeline.document_processing import build_document
from palermo.reading import read
from palermo.sources import CatalogueRow
from palermo.statements import Nature, Statement, StatementKind, build_locator, build_record

CSV = b"Country,Asked\nMali,States should ratify it\n"


@pytest.mark.parametrize(("text", "nature"), [(None, Nature.TABLE), (Nature.SURVEY, Nature.SURVEY)])
def test_a_table_is_a_table_unless_it_is_called_otherwise(text: Nature | None, nature: Nature) -> None:
    reading = read(CSV, "a.csv")
    assert build_document(reading, "a.csv", CatalogueRow(file="a.csv", line=2, nature=text)).nature is nature
    assert build_document(read(b"Words of a text", "a.txt"), "a.txt", None).nature is Nature.ORIGINAL


def test_front_matter_can_declare_a_digest() -> None:
    text = b"---\ntitle: Safe boats\nnature: digest\n---\n# Safe boats\n\nThe assembly asked for boats.\n"
    assert build_document(read(text, "a.md"), "a.md", None).nature is Nature.DIGEST
    catalogued = CatalogueRow(file="a.md", line=2, nature=Nature.ORIGINAL)
    assert build_document(read(text, "a.md"), "a.md", catalogued).nature is Nature.ORIGINAL


def test_a_statement_of_a_row_tells_which() -> None:
    reading = read(CSV, "a.csv")
    (row,) = reading.passages
    place = build_locator(row, 0, len(row.text))
    built = Statement(
        id="s",
        kind=StatementKind.RECOMMENDATION,
        quote=row.text,
        language="en",
        document=reading.document,
        locator=place,
    )
    assert build_record(built, build_document(reading, "a.csv", None))["row"] == {
        "sheet": None,
        "row": 2,
        "column": None,
    }

"""Documents of rows are tables, unless the catalogue says otherwise; their statements tell sheet and row."""

import pytest

from palermo.pipeline.merging import document_of
from palermo.reading import read
from palermo.sources import Row
from palermo.statements import Kind, Nature, Statement, locate, record

CSV = b"Country,Asked\nMali,States should ratify it\n"


@pytest.mark.parametrize(("said", "nature"), [(None, Nature.TABLE), (Nature.SURVEY, Nature.SURVEY)])
def test_a_table_is_a_table_unless_it_is_called_otherwise(said: Nature | None, nature: Nature) -> None:
    reading = read(CSV, "a.csv")
    assert document_of(reading, "a.csv", Row(file="a.csv", line=2, nature=said)).nature is nature
    assert document_of(read(b"Words of a text", "a.txt"), "a.txt", None).nature is Nature.ORIGINAL


def test_a_statement_of_a_row_tells_which() -> None:
    reading = read(CSV, "a.csv")
    (row,) = reading.passages
    place = locate(row, 0, len(row.text))
    made = Statement(
        id="s", kind=Kind.RECOMMENDATION, quote=row.text, language="en", document=reading.document, locator=place
    )
    assert record(made, document_of(reading, "a.csv", None))["row"] == {"sheet": None, "row": 2, "column": None}

"""Activities by subregion and country: each once in its subregion, with what names no place told apart."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo import registry, vocabulary
from palermo.analysis import Values
from palermo.analysis.where_it_is import shade, where_it_is
from palermo.analysis.who_does_what import ground_of
from palermo.edition import Compiled, Entry, Library, Writer, open_view
from palermo.statements import Document, Kind, Passage, PassageKind, Statement, digest, document_id, locate, passage_id

PLACES = (("KEN",), ("KEN", "UGA"), ("FRA",), (), ("KEN",))


def _compiled(places: tuple[tuple[str, ...], ...]) -> Compiled:
    id = document_id(repr(places).encode())
    document = Document(
        id=id, work=id, source="a.txt", media_type="text/plain", size=1, pages=None, language="en", title="A sample"
    )
    passages, statements = [], []
    for ordinal, named in enumerate(places):
        text = f"The Sample agency trained judges for the {ordinal}th time."
        passage = Passage(
            id=passage_id(id, text, 0),
            document=id,
            ordinal=ordinal,
            page=None,
            paragraph=None,
            kind=PassageKind.PARAGRAPH,
            headings=(),
            language="en",
            text=text,
        )
        statement = Statement(
            id=digest(passage.id),
            kind=Kind.ACTIVITY,
            quote=text,
            language="en",
            document=id,
            locator=locate(passage, 0, len(text)),
            places=named,
        )
        passages.append(passage)
        statements.append(statement)
    return Compiled(document=document, passages=tuple(passages), statements=tuple(statements))


@pytest.fixture
def values() -> Values:
    return Values(registry.load(), vocabulary.load())


def test_counts_by_subregion_and_country(tmp_path: Path, values: Values) -> None:
    library = Library(tmp_path)
    library.create()
    compiled = _compiled(PLACES)
    entry = Entry(document=compiled.document.id, key="1")
    Writer(library, versions={"reader": "1"}).write([entry], lambda _: compiled, (), datetime(2026, 11, 24, tzinfo=UTC))
    found = where_it_is(ground_of(open_view(library), values), values)
    assert (found.statements, found.placed, found.largest, found.most) == (5, 4, 3, 3)
    eastern, western = found.subregions
    assert (eastern.id, eastern.region, eastern.statements) == ("014", "002", 3)
    assert eastern.countries == [("KEN", 3), ("UGA", 1)]
    assert (western.id, western.statements, western.countries) == ("155", 1, [("FRA", 1)])
    assert eastern.without > 10
    nothing = where_it_is(ground_of(open_view(library), values), values, Kind.COMMITMENT)
    assert (nothing.subregions, nothing.placed, nothing.statements, nothing.most) == ([], 0, 0, 0)


def test_a_subregion_that_is_named_counts_without_a_country(tmp_path: Path, values: Values) -> None:
    library = Library(tmp_path)
    library.create()
    made = _compiled((("KEN",), (), ()))
    first, second, third = made.statements
    compiled = replace(made, statements=(first, replace(second, regions=("011",)), third))
    entry = Entry(document=compiled.document.id, key="1")
    Writer(library, versions={"reader": "1"}).write([entry], lambda _: compiled, (), datetime(2026, 11, 24, tzinfo=UTC))
    found = where_it_is(ground_of(open_view(library), values), values)
    assert (found.statements, found.placed) == (3, 2)
    subregions = [(one.id, one.statements, one.countries) for one in found.subregions]
    assert subregions == [("011", 1, []), ("014", 1, [("KEN", 1)])]


@given(st.integers(1, 10**6), st.data())
def test_shades_grow_with_their_numbers(most: int, data: st.DataObject) -> None:
    one, other = sorted(data.draw(st.tuples(st.integers(1, most), st.integers(1, most))))
    assert 1 <= shade(one, most) <= shade(other, most) <= 6
    assert shade(most, most) <= 6
    assert most < 6 or shade(most, most) == 6

"""Tests of activities by subregion and country, with those that name no place."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo import registry, vocabulary
from palermo.analysis import FacetValues
from palermo.analysis.geographic_distribution import compute_shade, count_by_subregion
from palermo.edition import BucketEntry, CompiledDocument, EditionWriter, Library, open_view
from palermo.statements import (
    Document,
    Passage,
    PassageKind,
    Statement,
    StatementKind,
    build_locator,
    compute_document_id,
    compute_passage_id,
    hash_json,
)

PLACES = (("KEN",), ("KEN", "UGA"), ("FRA",), (), ("KEN",))


def _compiled(places: tuple[tuple[str, ...], ...]) -> CompiledDocument:
    id = compute_document_id(repr(places).encode())
    document = Document(
        id=id, work=id, source="a.txt", media_type="text/plain", size=1, pages=None, language="en", title="A sample"
    )
    passages, statements = [], []
    for ordinal, named in enumerate(places):
        text = f"The Sample agency trained judges for the {ordinal}th time."
        passage = Passage(
            id=compute_passage_id(id, text, 0),
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
            id=hash_json(passage.id),
            kind=StatementKind.ACTIVITY,
            quote=text,
            language="en",
            document=id,
            locator=build_locator(passage, 0, len(text)),
            places=named,
        )
        passages.append(passage)
        statements.append(statement)
    return CompiledDocument(document=document, passages=tuple(passages), statements=tuple(statements))


@pytest.fixture
def values() -> FacetValues:
    return FacetValues(registry.load_registry(), vocabulary.load_vocabulary())


def test_counts_by_subregion_and_country(tmp_path: Path, values: FacetValues) -> None:
    library = Library(tmp_path)
    library.create()
    compiled = _compiled(PLACES)
    entry = BucketEntry(document=compiled.document.id, key="1")
    EditionWriter(library, versions={"reader": "1"}).write(
        [entry], lambda _: compiled, (), datetime(2026, 11, 24, tzinfo=UTC)
    )
    result = count_by_subregion(open_view(library), values)
    assert (result.statements, result.placed, result.largest, result.max_country_count) == (5, 4, 3, 3)
    eastern, western = result.subregions
    assert (eastern.id, eastern.region, eastern.statements) == ("014", "002", 3)
    assert eastern.countries == [("KEN", 3), ("UGA", 1)]
    assert (western.id, western.statements, western.countries) == ("155", 1, [("FRA", 1)])
    empty = count_by_subregion(open_view(library), values, StatementKind.COMMITMENT)
    assert (empty.subregions, empty.placed, empty.statements, empty.max_country_count) == ([], 0, 0, 0)


def test_a_subregion_that_is_named_counts_without_a_country(tmp_path: Path, values: FacetValues) -> None:
    library = Library(tmp_path)
    library.create()
    built = _compiled((("KEN",), (), ()))
    first, second, third = built.statements
    compiled = replace(built, statements=(first, replace(second, regions=("011",)), third))
    entry = BucketEntry(document=compiled.document.id, key="1")
    EditionWriter(library, versions={"reader": "1"}).write(
        [entry], lambda _: compiled, (), datetime(2026, 11, 24, tzinfo=UTC)
    )
    result = count_by_subregion(open_view(library), values)
    assert (result.statements, result.placed) == (3, 2)
    subregions = [(item.id, item.statements, item.countries) for item in result.subregions]
    assert subregions == [("011", 1, []), ("014", 1, [("KEN", 1)])]


@given(st.integers(1, 10**6), st.data())
def test_shades_grow_with_their_numbers(most: int, data: st.DataObject) -> None:
    item, other = sorted(data.draw(st.tuples(st.integers(1, most), st.integers(1, most))))
    assert 1 <= compute_shade(item, most) <= compute_shade(other, most) <= 6
    assert compute_shade(most, most) <= 6
    assert most < 6 or compute_shade(most, most) == 6

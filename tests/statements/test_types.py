"""Tests of types: validation, immutability, derived values."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.statements import (
    Box,
    Document,
    Locator,
    Masthead,
    Passage,
    PassageKind,
    Ref,
    RefType,
    Statement,
    StatementKind,
    build_locator,
    compute_statement_id,
)

TEXT = "The panel asks States to train judges."


def passage(text: str = TEXT) -> Passage:
    return Passage(
        id="p1",
        document="d1",
        ordinal=0,
        page=3,
        paragraph="12.4",
        kind=PassageKind.ITEM,
        headings=("Conclusions",),
        language="en",
        text=text,
    )


def statement(locator: Locator, quote: str, confidence: float = 1.0) -> Statement:
    return Statement(
        id=compute_statement_id("d1", "recommendation", quote, 0),
        kind=StatementKind.RECOMMENDATION,
        quote=quote,
        language="en",
        document="d1",
        locator=locator,
        confidence=confidence,
    )


@given(st.text(min_size=1), st.data())
def test_a_located_quote_is_the_text_between_its_offsets(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    result = statement(build_locator(passage(text), start, end), text[start:end])
    assert text[result.locator.start : result.locator.end] == result.quote


def test_a_locator_carries_the_place_of_its_passage() -> None:
    place = build_locator(passage(), 4, 9)
    assert (place.page, place.paragraph, place.passage, place.headings) == (3, "12.4", "p1", ("Conclusions",))


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 2)])
def test_a_stretch_outside_of_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"locator needs|characters"):
        build_locator(passage(), start, end)


def test_a_quote_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="as long as its locator says"):
        statement(build_locator(passage(), 0, 9), "The panels")


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_a_confidence_that_is_no_probability_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="within 0 and 1"):
        statement(build_locator(passage(), 0, 9), TEXT[:9], confidence)


@pytest.mark.parametrize(
    "thing",
    [
        passage(),
        build_locator(passage(), 0, 9),
        statement(build_locator(passage(), 0, 9), TEXT[:9]),
        Ref(id="state:KEN", name="Kenya", type=RefType.STATE),
        Box(page=1, left=0, top=0, right=10, bottom=10),
        Masthead(),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_atoms_are_frozen_slotted_and_hashable(thing: object) -> None:
    name = dataclasses.fields(thing)[0].name  # type: ignore[arg-type]
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(thing, name, "other")
    assert not hasattr(thing, "__dict__")
    assert hash(thing) == hash(dataclasses.replace(thing))  # type: ignore[type-var]


@pytest.mark.parametrize(("date", "year"), [("2022-03-11", 2022), ("2022-03", 2022), ("2022", 2022), (None, None)])
def test_a_document_takes_year_and_symbol_from_its_masthead(date: str | None, year: int | None) -> None:
    document = Document(
        id="d1",
        work="w1",
        source="a.pdf",
        media_type="application/pdf",
        size=10,
        pages=1,
        language="en",
        masthead=Masthead(symbol="A/HRC/7/1", date=date),
        title="A report",
    )
    assert (document.year, document.date, document.symbol) == (year, date, "A/HRC/7/1")
    assert document.separate_symbol == "A/HRC/7/1"
    assert dataclasses.replace(document, title="A/HRC/7/1 - A report").separate_symbol is None

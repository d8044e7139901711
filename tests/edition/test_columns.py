"""Tests of the conversion of records to columns and back without loss."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.edition import columns
from palermo.statements import (
    SCHEMA_VERSION,
    STORED_NAMES,
    Box,
    Document,
    InstrumentRef,
    Locator,
    Masthead,
    Nature,
    Passage,
    PassageKind,
    Reason,
    ReasonValue,
    Ref,
    RefType,
    Response,
    ReviewStatus,
    Statement,
    StatementKind,
    Support,
    hash_json,
)

texts = st.text(max_size=12)
maybe = st.none() | texts
words = st.lists(texts, max_size=3).map(tuple)
numbers = st.integers(0, 2**31 - 1)
floats = st.floats(allow_nan=False)
boxes = st.builds(Box, page=numbers, left=floats, top=floats, right=floats, bottom=floats)
mastheads = st.builds(
    Masthead, symbol=maybe, title=maybe, date=maybe, session=maybe, organ=maybe, publisher=maybe, under_review=maybe
)
documents = st.builds(
    Document,
    id=texts,
    work=texts,
    source=texts,
    media_type=texts,
    size=st.integers(0, 2**62),
    pages=st.none() | numbers,
    language=texts,
    nature=st.sampled_from(Nature),
    masthead=mastheads,
    title=texts,
    publishers=words,
    address=maybe,
    visibility=texts,
    full_text=st.booleans(),
)
passages = st.builds(
    Passage,
    id=texts,
    document=texts,
    ordinal=numbers,
    page=st.none() | numbers,
    paragraph=maybe,
    kind=st.sampled_from(PassageKind),
    headings=words,
    language=texts,
    text=texts,
    boxes=st.lists(boxes, max_size=2).map(tuple),
    sensitive=st.booleans(),
    redacted=st.booleans(),
)
refs = st.lists(st.builds(Ref, id=maybe, name=texts, type=st.sampled_from(RefType)), max_size=2).map(tuple)


@st.composite
def locators(draw: st.DrawFn, length: int | None = None) -> Locator:
    start = draw(st.integers(0, 2**30))
    size = length if length is not None else draw(st.integers(1, 1000))
    page = draw(st.none() | numbers)
    return Locator(
        page=page, paragraph=draw(maybe), passage=draw(texts), start=start, end=start + size, headings=draw(words)
    )


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    quote = draw(st.text(min_size=1, max_size=12))
    supports = st.builds(Support, role=texts, quote=texts, locator=locators())
    values = st.builds(ReasonValue, name=texts, text=texts, id=texts, before=texts, after=texts)
    reasons = st.builds(
        Reason, feature=texts, weight=floats, code=texts, values=st.lists(values, max_size=2).map(tuple)
    )
    instruments = st.builds(InstrumentRef, id=texts, provision=maybe)
    return draw(
        st.builds(
            Statement,
            id=texts,
            kind=st.sampled_from(StatementKind),
            quote=st.just(quote),
            language=texts,
            document=texts,
            locator=locators(length=len(quote)),
            actors=refs,
            addressees=refs,
            partners=refs,
            action=maybe,
            response=st.none() | st.sampled_from(Response),
            themes=words,
            exploitation=words,
            interventions=words,
            groups=words,
            places=words,
            instruments=st.lists(instruments, max_size=2).map(tuple),
            tense=maybe,
            years=st.lists(numbers, max_size=2).map(tuple),
            dimension=maybe,
            protective=st.booleans(),
            support=st.lists(supports, max_size=2).map(tuple),
            why=st.lists(reasons, max_size=2).map(tuple),
            same_as=words,
            sensitive=st.booleans(),
            confidence=st.floats(0, 1),
            method=texts,
            status=st.sampled_from(ReviewStatus),
        )
    )


@given(st.lists(documents, max_size=4))
def test_documents_come_back_as_they_were(made: list[Document]) -> None:
    assert columns.parse_documents(columns.build_documents_table(made)) == made


@given(st.lists(passages, max_size=4))
def test_passages_come_back_as_they_were(made: list[Passage]) -> None:
    assert columns.parse_passages(columns.build_passages_table(made)) == made


@given(st.lists(statements(), max_size=3))
def test_statements_come_back_as_they_were(made: list[Statement]) -> None:
    back = columns.parse_statements(columns.build_statements_table(made))
    assert back == made
    assert all(type(b.kind) is StatementKind and type(b.status) is ReviewStatus for b in back)


@given(st.lists(statements(), max_size=4))
def test_a_statement_has_its_place_among_those_of_its_document(made: list[Statement]) -> None:
    rows = columns.build_statements_table(made).to_pylist()
    for document in {s.document for s in made}:
        own = [row["position"] for row in rows if row["document"] == document]
        assert own == list(range(len(own)))


def test_every_field_has_its_column() -> None:
    assert {f.name for f in fields(Passage)} == set(columns.PASSAGE_SCHEMA.names)
    assert {STORED_NAMES.get(f.name, f.name) for f in fields(Statement)} | {"position"} == set(
        columns.STATEMENT_SCHEMA.names
    )
    known = {f.name for f in fields(Document)} - {"masthead"}
    assert known <= set(columns.DOCUMENT_SCHEMA.names)
    assert len(columns.DOCUMENT_SCHEMA.names) == len(known) + len(fields(Masthead))


def test_changed_columns_raise_the_version() -> None:
    described = {
        name: [f"{field.name}: {field.type}" for field in schema] for name, schema in columns.TABLE_SCHEMAS.items()
    }
    assert (SCHEMA_VERSION, hash_json(described)[:12]) == ("7", "19348ecbd981"), (
        "raise SCHEMA_VERSION, and change both here"
    )


def test_text_that_is_no_unicode_is_refused() -> None:
    broken = Document(id="1", work="1", source="\udc80.pdf", media_type="", size=0, pages=None, language="en", title="")
    with pytest.raises(ValueError, match="surrogates"):
        columns.build_documents_table([broken])

"""Tests of the exported record: fields, order and values."""

import json
from dataclasses import replace

import pytest

from palermo.statements import (
    Document,
    InstrumentRef,
    Locator,
    Masthead,
    Nature,
    Reason,
    Ref,
    RefType,
    Response,
    Statement,
    StatementKind,
    Support,
    build_record,
)

FIELDS = [
    "id",
    "kind",
    "quote",
    "language",
    "document",
    "locator",
    "actors",
    "addressees",
    "partners",
    "action",
    "response",
    "themes",
    "exploitation",
    "interventions",
    "groups",
    "places",
    "regions",
    "instruments",
    "tense",
    "years",
    "dimension",
    "protective",
    "support",
    "why",
    "same_as",
    "main",
    "sensitive",
    "row",
    "confidence",
    "confirmed",
    "method",
    "status",
    "review",
]

DOCUMENT = Document(
    id="d1",
    work="w1",
    source="reports/a.pdf",
    media_type="application/pdf",
    size=10,
    pages=9,
    language="en",
    nature=Nature.DIGEST,
    masthead=Masthead(symbol="A/HRC/7/1", date="2022-03"),
    title="Digest: a report",
    publishers=("entity:one",),
)
PLACE = Locator(page=3, paragraph="12.4", passage="p1", start=4, end=17, headings=("Conclusions", "Answers"))
STATEMENT = Statement(
    id="s1",
    kind=StatementKind.RECOMMENDATION,
    quote="Train judges!",
    language="en",
    document="d1",
    locator=PLACE,
    actors=(Ref(id="state:KEN", name="Kenya", type=RefType.STATE),),
    addressees=(Ref(id=None, name="States", type=RefType.GROUP),),
    action="train",
    response=Response.ACCEPTED,
    instruments=(InstrumentRef(id="A/RES/55/25", provision="9"),),
    support=(Support(role="introduction", quote="Train", locator=PLACE),),
    why=(Reason(feature="numbered list", weight=0.5),),
    confidence=0.9,
    method="lists.v1",
)


def test_fields_stand_in_their_documented_order() -> None:
    assert list(build_record(STATEMENT, DOCUMENT)) == FIELDS


def test_parts_have_their_documented_fields() -> None:
    built = build_record(STATEMENT, DOCUMENT)
    identity = ["id", "work", "version", "joined", "base"]
    assert list(built["document"]) == [
        *identity,
        "nature",
        "title",
        "source",
        "symbol",
        "date",
        "publishers",
        "publisher",
    ]
    assert list(built["locator"]) == ["page", "paragraph", "start", "end", "passage", "headings"]
    assert built["actors"] == [
        {"id": "state:KEN", "name": "Kenya", "type": "state"}
        | {"source": None, "confidence": None, "confirmed": True, "state": None}
    ]
    assert built["addressees"] == [
        {"id": None, "name": "States", "type": "group-of-actors"}
        | {"source": None, "confidence": None, "confirmed": True, "state": None}
    ]
    assert built["instruments"] == [{"id": "A/RES/55/25", "provision": "9"}]
    assert built["why"] == [{"feature": "numbered list", "weight": 0.5}]
    assert built["support"][0]["role"] == "introduction"
    assert built["support"][0]["locator"] == built["locator"]


def test_values_are_plain_json() -> None:
    built = build_record(STATEMENT, DOCUMENT)
    assert json.loads(json.dumps(built)) == built
    assert (built["kind"], built["response"], built["status"]) == ("recommendation", "accepted", "proposed")
    assert built["document"]["nature"] == "digest"
    assert built["partners"] == built["same_as"] == built["years"] == []


def test_a_statement_of_another_document_is_refused() -> None:
    with pytest.raises(ValueError, match="is of document d2"):
        build_record(
            Statement(id="s", kind=StatementKind.MANDATE, quote="x" * 13, language="en", document="d2", locator=PLACE),
            DOCUMENT,
        )


def test_a_digest_is_not_called_by_the_symbol_of_what_it_summarises() -> None:
    assert DOCUMENT.short_title == "Digest: a report"
    original = replace(DOCUMENT, nature=Nature.ORIGINAL)
    assert original.short_title == "A/HRC/7/1"
    assert replace(original, masthead=Masthead()).short_title == "Digest: a report"

"""Tests of statements as plain values: round trip by JSON, and validation."""

import json
from typing import Any

import pytest

from palermo.statements import (
    InstrumentRef,
    Locator,
    Reason,
    Ref,
    RefType,
    Response,
    Statement,
    StatementKind,
    Support,
    parse_statement_rows,
    to_dict,
)

PLACE = Locator(page=3, paragraph="104.12", passage="p1", start=2, end=10, headings=("II", "Responses"))
STATEMENT = Statement(
    id="s1",
    kind=StatementKind.RECOMMENDATION,
    quote="Protéger",
    language="fr",
    document="d1",
    locator=PLACE,
    actors=(Ref(id=None, name="Chile", type=RefType.STATE),),
    addressees=(Ref(id="state:AND", name="Andorre", type=RefType.STATE),),
    response=Response.ACCEPTED,
    instruments=(InstrumentRef(id="palermo-protocol", provision="9"),),
    years=(2024, 2025),
    support=(Support(role="heading", quote="Responses", locator=PLACE),),
    why=(Reason(feature="printed in a list", weight=0.5),),
    same_as=("s2",),
)


def test_a_statement_comes_back_from_json() -> None:
    assert parse_statement_rows([json.loads(json.dumps(to_dict(STATEMENT)))]) == [STATEMENT]


@pytest.mark.parametrize(
    ("change", "reason"), [({"kind": "song"}, "kind"), ({"locator": None}, "locator"), ({"colour": "red"}, "colour")]
)
def test_what_is_no_statement_is_refused(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_statement_rows([to_dict(STATEMENT) | change])

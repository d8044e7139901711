"""Where the publisher of a document may act in a statement that names nobody."""

import pytest

from palermo.extraction.tagger.decoding import TaggedStatement
from palermo.extraction.tagger.role_refs import can_be_publisher
from palermo.statements import StatementKind


def make_statement(text: str, kind: StatementKind, probability: float = 0.4) -> TaggedStatement:
    return TaggedStatement(
        kind=kind,
        start=0,
        end=len(text),
        probability=0.9,
        alternatives=(),
        roles={},
        document_roles={"actors": probability},
        tags=(),
        sentence=0,
    )


@pytest.mark.parametrize(
    ("headings", "introduction", "kind", "expected"),
    [
        ("", "In addition we will:", StatementKind.ACTIVITY, True),
        ("Boats", "The project includes:", StatementKind.ACTIVITY, False),
        ("Boats > Proposals for change", "", StatementKind.RECOMMENDATION, True),
        ("Boats > Proposals for change", "", StatementKind.ACTIVITY, False),
        ("Boats > Recommendations", "According to the owners, ports should:", StatementKind.RECOMMENDATION, False),
        ("", "They told us that we need to:", StatementKind.RECOMMENDATION, False),
    ],
)
def test_publisher_acts_in_own_voice_and_below_headings_that_ask(
    headings: str, introduction: str, kind: StatementKind, expected: bool
) -> None:
    passage = "train the crews of boats"
    assert can_be_publisher(make_statement(passage, kind), "actors", passage, headings, introduction) is expected


@pytest.mark.parametrize(("introduction", "expected"), [("", True), ("According to the owners, crews:", False)])
def test_publisher_acts_where_the_tagger_is_sure_but_not_in_reported_speech(introduction: str, expected: bool) -> None:
    passage = "Check the boat before each trip"
    statement = make_statement(passage, StatementKind.RECOMMENDATION, probability=0.9)
    assert can_be_publisher(statement, "actors", passage, "Safety", introduction) is expected

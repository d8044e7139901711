"""Where the publisher of a document may act in a statement that names nobody."""

from dataclasses import replace

import pytest

from palermo.extraction import load_tagger
from palermo.extraction.tagger.contexts import PassageContext
from palermo.extraction.tagger.decoding import TaggedStatement
from palermo.extraction.tagger.inputs import encode_passage
from palermo.extraction.tagger.role_refs import Publisher, can_be_publisher, find_candidates
from palermo.statements import StatementKind


def make_statement(text: str, kind: StatementKind) -> TaggedStatement:
    return TaggedStatement(
        kind=kind,
        start=0,
        end=len(text),
        probability=0.9,
        alternatives=(),
        roles={},
        document_roles={"actors": 0.9},
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
    assert can_be_publisher(make_statement(passage, kind), passage, headings, introduction) is expected


@pytest.mark.parametrize(
    ("introduction", "has_one_author", "expected"),
    [("", True, ["Harbour Light"]), ("According to the owners, crews:", True, []), ("", False, [])],
)
def test_publisher_acts_where_the_tagger_is_sure_and_the_document_has_one_author(
    introduction: str, has_one_author: bool, expected: list[str]
) -> None:
    text = "Check the boat before each trip"
    model = load_tagger()
    assert model is not None
    (encoded,) = encode_passage(text, PassageContext(introduction=introduction), model.tokenizer)
    statement = replace(make_statement(text, StatementKind.RECOMMENDATION), roles={"actors": ()})
    publisher = Publisher(names=("Harbour Light",), is_sole_author=has_one_author)
    found = find_candidates(statement, "actors", encoded, publisher, {"actors": 0.3})
    assert [candidate.ref.name for candidate in found] == expected


def test_all_joint_publishers_act() -> None:
    text = "We will check the boat before each trip"
    model = load_tagger()
    assert model is not None
    (encoded,) = encode_passage(text, PassageContext(), model.tokenizer)
    statement = replace(make_statement(text, StatementKind.COMMITMENT), roles={"actors": ()})
    found = find_candidates(statement, "actors", encoded, Publisher(names=("Chad", "Mali")), {"actors": 0.3})
    assert [(candidate.ref.name, candidate.ref.source) for candidate in found] == [
        ("Chad", "document"),
        ("Mali", "document"),
    ]

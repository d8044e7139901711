"""Where the publisher of a document may act in a statement that names nobody."""

import pytest

from palermo.extraction.tagger.model_outputs import InputSegment
from palermo.extraction.tagger.role_refs import Publisher, can_be_publisher, find_candidates, find_likely_actors
from palermo.statements import StatementKind
from tagger_factory import encode, make_name, make_statement


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
    statement = make_statement(text, StatementKind.RECOMMENDATION, document_roles={"actors": 0.9})
    publisher = Publisher(names=("Harbour Light",), is_sole_author=has_one_author)
    encoded = encode(text, introduction=introduction)
    found = find_candidates(statement, "actors", encoded, publisher, {"actors": 0.3})
    assert [candidate.ref.name for candidate in found] == expected


def test_all_joint_publishers_act() -> None:
    text = "We will check the boat before each trip"
    statement = make_statement(text, StatementKind.COMMITMENT, document_roles={"actors": 0.9})
    found = find_candidates(statement, "actors", encode(text), Publisher(names=("Chad", "Mali")), {"actors": 0.3})
    assert [(candidate.ref.name, candidate.ref.source) for candidate in found] == [
        ("Chad", "document"),
        ("Mali", "document"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "probability", "expected"),
    [
        ("Crews should check each boat", StatementKind.RECOMMENDATION, 0.1, ["Harbour Light"]),
        ("Crews should check each boat", StatementKind.RECOMMENDATION, 0.01, []),
        ("Our boats were checked in spring", StatementKind.ACTIVITY, 0.1, ["Harbour Light"]),
        ("Boats were checked in spring", StatementKind.ACTIVITY, 0.1, []),
        ("“Crews should check each of their boats”", StatementKind.RECOMMENDATION, 0.1, []),
        ("Bad weather sinks boats", StatementKind.FACTOR, 0.9, []),
    ],
)
def test_publisher_is_the_likely_actor_of_what_it_asks_for_or_says_of_itself(
    text: str, kind: StatementKind, probability: float, expected: list[str]
) -> None:
    statement = make_statement(text, kind, document_roles={"actors": probability})
    found = find_likely_actors(statement, encode(text), Publisher(names=("Harbour Light",)), ())
    assert [candidate.ref.name for candidate in found] == expected


def test_publisher_that_is_asked_is_no_likely_actor() -> None:
    text = "Harbour Light should check each of its boats"
    statement = make_statement(text, StatementKind.RECOMMENDATION, document_roles={"actors": 0.1})
    assert find_likely_actors(statement, encode(text), Publisher(names=("Harbour Light",)), {"harbour light"}) == ()


def test_likeliest_name_without_another_role_acts_where_nobody_surely_does() -> None:
    text = "Divers and Harbour Light checked the boats of Sea Watch"
    names = tuple(make_name(text, name, 0.4) for name in ("Sea Watch", "Harbour Light", "Divers"))
    statement = make_statement(text, StatementKind.ACTIVITY, weak_actors=names)
    found = find_likely_actors(statement, encode(text), None, {"sea watch"})
    assert [(candidate.ref.name, candidate.ref.source) for candidate in found] == [("Harbour Light", "quote")]


def test_weak_name_of_a_heading_is_no_likely_actor() -> None:
    text = "Boats were checked in spring"
    name = make_name("Harbour Light", "Harbour Light", 0.4, InputSegment.HEADINGS)
    statement = make_statement(text, StatementKind.ACTIVITY, weak_actors=(name,))
    assert find_likely_actors(statement, encode(text, headings=("Harbour Light",)), None, ()) == ()


@pytest.mark.parametrize(
    ("probability", "name", "expected"),
    [(0.9, "Sea Watch", ["Harbour Light"]), (0.4, "Sea Watch", ["Sea Watch"]), (0.9, "Divers", ["Divers"])],
)
def test_sure_publisher_goes_before_names_outside_of_the_quote(
    probability: float, name: str, expected: list[str]
) -> None:
    text = "Sea Watch paid. Divers will check each boat"
    statement = make_statement(
        text,
        StatementKind.ACTIVITY,
        start=text.index("Divers"),
        roles={"actors": (make_name(text, name, 0.4),)},
        document_roles={"actors": probability},
    )
    found = find_candidates(statement, "actors", encode(text), Publisher(names=("Harbour Light",)), {"actors": 0.3})
    assert [candidate.ref.name for candidate in found] == expected

"""Where the publisher of a document may act in a statement that names nobody."""

from dataclasses import replace

import pytest

from palermo.extraction import load_tagger
from palermo.extraction.tagger.contexts import PassageContext
from palermo.extraction.tagger.decoding import TaggedName, TaggedStatement
from palermo.extraction.tagger.inputs import EncodedPassage, encode_passage
from palermo.extraction.tagger.role_refs import Publisher, can_be_publisher, find_candidates, find_likely_actors
from palermo.extraction.tagger.schema import InputSegment
from palermo.statements import StatementKind


def encode(text: str, headings: tuple[str, ...] = ()) -> EncodedPassage:
    model = load_tagger()
    assert model is not None
    (encoded,) = encode_passage(text, PassageContext(headings=headings), model.tokenizer)
    return encoded


def make_name(text: str, name: str, segment: InputSegment = InputSegment.PASSAGE) -> TaggedName:
    start = text.index(name)
    return TaggedName(name=name, segment=segment, start=start, end=start + len(name), probability=0.4)


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
    statement = replace(make_statement(text, kind), document_roles={"actors": probability})
    found = find_likely_actors(statement, encode(text), Publisher(names=("Harbour Light",)), ())
    assert [candidate.ref.name for candidate in found] == expected


def test_publisher_that_is_asked_is_no_likely_actor() -> None:
    text = "Harbour Light should check each of its boats"
    statement = replace(make_statement(text, StatementKind.RECOMMENDATION), document_roles={"actors": 0.1})
    assert find_likely_actors(statement, encode(text), Publisher(names=("Harbour Light",)), {"harbour light"}) == ()


def test_likeliest_name_without_another_role_acts_where_nobody_surely_does() -> None:
    text = "Divers and Harbour Light checked the boats of Sea Watch"
    names = tuple(make_name(text, name) for name in ("Sea Watch", "Harbour Light", "Divers"))
    statement = replace(make_statement(text, StatementKind.ACTIVITY), weak_actors=names)
    found = find_likely_actors(statement, encode(text), None, {"sea watch"})
    assert [(candidate.ref.name, candidate.ref.source) for candidate in found] == [("Harbour Light", "quote")]


def test_weak_name_of_a_heading_is_no_likely_actor() -> None:
    text = "Boats were checked in spring"
    name = make_name("Harbour Light", "Harbour Light", InputSegment.HEADINGS)
    statement = replace(make_statement(text, StatementKind.ACTIVITY), weak_actors=(name,))
    assert find_likely_actors(statement, encode(text, ("Harbour Light",)), None, ()) == ()


@pytest.mark.parametrize(
    ("probability", "name", "expected"),
    [(0.9, "Sea Watch", ["Harbour Light"]), (0.4, "Sea Watch", ["Sea Watch"]), (0.9, "Divers", ["Divers"])],
)
def test_sure_publisher_goes_before_names_outside_of_the_quote(
    probability: float, name: str, expected: list[str]
) -> None:
    text = "Sea Watch paid. Divers will check each boat"
    statement = replace(
        make_statement(text, StatementKind.ACTIVITY),
        start=text.index("Divers"),
        roles={"actors": (make_name(text, name),)},
        document_roles={"actors": probability},
    )
    found = find_candidates(statement, "actors", encode(text), Publisher(names=("Harbour Light",)), {"actors": 0.3})
    assert [candidate.ref.name for candidate in found] == expected

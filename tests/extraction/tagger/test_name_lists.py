"""Lists of names: which names are of one list, and whom a recommendation obliges."""

import pytest

from palermo.extraction import load_tagger
from palermo.extraction.tagger.contexts import PassageContext
from palermo.extraction.tagger.decoding import TaggedName, TaggedStatement
from palermo.extraction.tagger.inputs import EncodedPassage, encode_passage
from palermo.extraction.tagger.name_lists import is_list_gap, move_obliged_names
from palermo.extraction.tagger.schema import InputSegment
from palermo.statements import ROLES, StatementKind


def encode(text: str) -> EncodedPassage:
    model = load_tagger()
    assert model is not None
    (encoded,) = encode_passage(text, PassageContext(), model.tokenizer)
    return encoded


def build_statement(
    text: str, kind: StatementKind = StatementKind.ACTIVITY, **roles: dict[str, float]
) -> TaggedStatement:
    names = {
        role: tuple(
            TaggedName(
                name=name,
                segment=InputSegment.PASSAGE,
                start=text.index(name),
                end=text.index(name) + len(name),
                probability=probability,
            )
            for name, probability in roles.get(role, {}).items()
        )
        for role in ROLES
    }
    return TaggedStatement(
        kind=kind,
        start=0,
        end=len(text),
        probability=0.9,
        alternatives=(),
        roles=names,
        document_roles={},
        tags=(),
        sentence=0,
    )


@pytest.mark.parametrize("gap", [", ", " and ", ", as well as the ", " y a los ", " и для ", "、", "和", "، و"])
def test_gaps_of_lists(gap: str) -> None:
    assert is_list_gap(gap)


@pytest.mark.parametrize("gap", [" ", " of ", ". ", " that train ", ", where "])
def test_other_gaps(gap: str) -> None:
    assert not is_list_gap(gap)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The mill must pay its workers, says the Example Fund", ["mill"]),
        ("The mill and the bank, must pay their workers, says the Example Fund", ["mill", "bank"]),
        ("Las autoridades deben pagar, dice el Example Fund", ["autoridades"]),
    ],
)
def test_who_must_do_something_is_addressed(text: str, names: list[str]) -> None:
    encoded = encode(text)
    actors = dict.fromkeys([*names, "Example Fund"], 0.8)
    statement = build_statement(text, StatementKind.RECOMMENDATION, actors=actors)
    moved = move_obliged_names(statement, encoded)
    assert {role: [name.name for name in found] for role, found in moved.roles.items()} == {
        "actors": ["Example Fund"],
        "addressees": names,
        "partners": [],
    }


def test_who_must_do_something_by_law_acts() -> None:
    text = "The Harbour Board must publish a report each year"
    statement = build_statement(text, StatementKind.MANDATE, actors={"Harbour Board": 0.8})
    assert move_obliged_names(statement, encode(text)) == statement

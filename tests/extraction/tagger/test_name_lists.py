"""Lists of names: whom a recommendation obliges."""

import pytest

from palermo.extraction.tagger.name_lists import move_obliged_names
from palermo.statements import StatementKind
from tagger_factory import encode, make_name, make_statement


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The mill must pay its workers, says the Example Fund", ["mill"]),
        ("The mill and the bank, must pay their workers, says the Example Fund", ["mill", "bank"]),
        ("Las autoridades deben pagar, dice el Example Fund", ["autoridades"]),
    ],
)
def test_who_must_do_something_is_addressed(text: str, names: list[str]) -> None:
    actors = tuple(make_name(text, name) for name in (*names, "Example Fund"))
    statement = make_statement(text, StatementKind.RECOMMENDATION, {"actors": actors})
    moved = move_obliged_names(statement, encode(text))
    assert {role: [name.name for name in found] for role, found in moved.roles.items()} == {
        "actors": ["Example Fund"],
        "addressees": names,
        "partners": [],
    }


def test_who_must_do_something_by_law_acts() -> None:
    text = "The Harbour Board must publish a report each year"
    statement = make_statement(text, StatementKind.MANDATE, {"actors": (make_name(text, "Harbour Board"),)})
    assert move_obliged_names(statement, encode(text)) == statement

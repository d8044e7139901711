"""Tests of confirmed views: only statements and names above the threshold."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo.edition import (
    Library,
    ListedStatement,
    StatementSelection,
    View,
    build_filters,
    mark_confirmed_rows,
    open_view,
)
from palermo.statements import (
    LIST_THRESHOLD,
    ROLE_THRESHOLD,
    TAGGER_METHOD_PREFIX,
    TAGGER_THRESHOLD,
    Ref,
    RefType,
    ReviewStatus,
    Statement,
    to_dict,
)

SURE = Ref(id="state:AAA", name="A", type=RefType.STATE, source="quote", confidence=ROLE_THRESHOLD)
UNSURE = Ref(id="state:BBB", name="B", type=RefType.STATE, source="heading", confidence=ROLE_THRESHOLD - 0.01)
TAGGED: dict[str, Any] = {"method": f"{TAGGER_METHOD_PREFIX}.x", "actors": (SURE, UNSURE)}
CASES: dict[str, dict[str, Any]] = {
    "sure": TAGGED | {"confidence": TAGGER_THRESHOLD},
    "unsure": TAGGED | {"confidence": TAGGER_THRESHOLD - 0.01},
    "list": {
        "method": "recommendations.lists.4",
        "confidence": LIST_THRESHOLD,
        "actors": (replace(SURE, confidence=None),),
    },
    "accepted": TAGGED | {"confidence": 0.1, "status": ReviewStatus.ACCEPTED},
    "rejected": TAGGED | {"confidence": 0.97, "status": ReviewStatus.REJECTED},
}


@pytest.fixture(scope="module")
def filled_library(create_library: CreateLibrary, make_part: MakePart, write_edition: WriteEdition) -> Library:
    """A library with one statement of each case."""
    parts = []
    for name, values in CASES.items():
        part = make_part(name, f"The sentence of {name}.")
        parts.append(replace(part, statements=(replace(part.statements[0], **values),)))
    library = create_library()
    write_edition(library, parts)
    return library


def list_statements(view: View) -> dict[str, Statement]:
    return {view.get_document(item.document).source: item for item in view.find_statements().statements}


def test_confirmed_and_accepted_statements_are_counted(filled_library: Library) -> None:
    with open_view(filled_library, selection=StatementSelection.CONFIRMED) as view:
        assert {Path(name).stem for name in list_statements(view)} == {"sure", "list", "accepted"}
        assert view.count_unconfirmed() == 1  # a rejected one never counts


def test_unconfirmed_names_are_neither_listed_nor_counted(filled_library: Library) -> None:
    with open_view(filled_library, selection=StatementSelection.CONFIRMED) as view:
        counts = {item.value: item.statements for item in view.count_facets()["actor"]}
        assert counts == {"state:AAA": 3, "state:BBB": 1}
        assert view.find_statements(build_filters(actor=["state:BBB"])).total == 1
        listed = {Path(name).stem: [ref.id for ref in item.actors] for name, item in list_statements(view).items()}
    assert listed == {"sure": ["state:AAA"], "list": ["state:AAA"], "accepted": ["state:AAA", "state:BBB"]}


def test_unconfirmed_names_are_apart_and_not_part_of_the_record(filled_library: Library) -> None:
    with open_view(filled_library, selection=StatementSelection.CONFIRMED) as view:
        sure = next(item for item in view.find_statements().statements if item.confidence == TAGGER_THRESHOLD)
        original = view.get_statement(sure.id)
    assert isinstance(sure, ListedStatement)
    assert sure.unconfirmed_actors == (UNSURE,)
    assert to_dict(sure) == to_dict(replace(original, actors=(SURE,)))


def test_reviewed_statements_are_counted_alone(filled_library: Library) -> None:
    with open_view(filled_library, selection=StatementSelection.CONFIRMED) as confirmed:
        view = confirmed.open_selection(StatementSelection.REVIEWED)
        assert {Path(name).stem for name in list_statements(view)} == {"accepted"}
        assert [item.quote for item, _ in view.iterate_statements()] == ["The sentence of accepted."]
        assert sum(len(rows) for rows in view.iterate_batches(["id"])) == 1
        assert {item.value: item.statements for item in view.count_facets()["actor"]} == {
            "state:AAA": 1,
            "state:BBB": 1,
        }
        assert len(list_statements(confirmed)) == 3


def test_a_document_and_an_id_give_unconfirmed_statements_too(filled_library: Library) -> None:
    with (
        open_view(filled_library, selection=StatementSelection.CONFIRMED) as view,
        view.open_selection(StatementSelection.ALL) as every,
    ):
        assert every.find_statements().total == len(CASES) - 1  # a rejected one never counts
        for item in every.find_statements().statements:
            assert view.get_statement(item.id).actors == item.actors


def test_facts_of_maps_are_those_of_the_index(filled_library: Library) -> None:
    with open_view(filled_library, selection=StatementSelection.CONFIRMED) as view:
        batches = list(view.iterate_batches(["document", "actors.id"]))
    assert sorted(len(ids) for item in batches for ids in item["actors.id"].to_pylist()) == [1, 1, 2]


def test_rows_of_a_table_are_confirmed_as_their_statements(filled_library: Library) -> None:
    with open_view(filled_library) as view:
        table = view.select_columns(("id", "status", "method", "confidence"))
        expected = {id: view.get_statement(id).is_confirmed for id in table["id"].to_pylist()}
        assert dict(zip(table["id"].to_pylist(), mark_confirmed_rows(table).to_pylist(), strict=True)) == expected
    assert set(expected.values()) == {True, False}

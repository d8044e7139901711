"""Tests of the overlay: newer decisions in every view, with unchanged edition files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from decision_factory import make_decision
from palermo.edition import (
    NO_FILTERS,
    CompiledDocument,
    DecisionLog,
    Library,
    Manifest,
    StatementSelection,
    build_filters,
    open_view,
)
from palermo.edition.buckets import get_bucket_name
from palermo.edition.overlay import Overlay, OverlayFile
from palermo.edition.view import NewerDecisions, View
from palermo.errors import NotFound
from palermo.review import build_anchor
from palermo.statements import ReviewStatus

type WriteEdition = Callable[..., Manifest]


@pytest.fixture
def parts(make_part: Callable[..., CompiledDocument]) -> list[CompiledDocument]:
    return [make_part("alpha", "States should act.", "States should report."), make_part("beta", "States should pay.")]


@pytest.fixture
def log(library: Library, parts: list[CompiledDocument], write_edition: WriteEdition) -> DecisionLog:
    write_edition(library, parts)
    return DecisionLog(library.decisions)


def read_bytes(library: Library) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in library.editions.rglob("*.parquet")}


def test_rejected_statement_counts_nowhere_and_stays_in_the_record(
    library: Library, parts: list[CompiledDocument], log: DecisionLog
) -> None:
    before = read_bytes(library)
    rejected = parts[0].statements[1]
    log.append([make_decision(rejected, parts[0].passages[1], "reject", reason="no recommendation")])
    view = open_view(library)
    assert view.find_statements().total == view.compute_totals().statements == 2
    assert [item.statements for item in view.count_facets()["kind"]] == [2]
    assert [item.id for item in view.list_statements(rejected.document)] == [parts[0].statements[0].id]
    assert view.select_columns(["id"]).num_rows == 2
    assert sum(batch.num_rows for batch in view.iterate_batches(["id"])) == 2
    with view.get_statement_index().select_facts(NO_FILTERS, ()) as facts:
        assert facts.count_all() == (2, 2)
    assert view.get_statement(rejected.id).status is ReviewStatus.REJECTED
    assert view.find_statements(build_filters(status=["rejected"])).statements[0].id == rejected.id
    assert {item.id: item.status for item, _ in view.iterate_statements()}[rejected.id] is ReviewStatus.REJECTED
    assert read_bytes(library) == before


def test_correction_and_addition_are_counted_at_once(
    library: Library, parts: list[CompiledDocument], log: DecisionLog
) -> None:
    part = parts[1]
    log.append([make_decision(part.statements[0], part.passages[0], "correct", fields={"themes": ["health"]})])
    view = open_view(library)
    assert view.find_statements(build_filters(theme=["health"], status=["accepted", "corrected"])).total == 1
    anchor = build_anchor(part.passages[0], 7, 17)
    log.append(
        [make_decision(part.statements[0], part.passages[0], "add", statement="a" * 20, anchor=anchor, snapshot={})]
    )
    newer = open_view(library, previous=view)
    assert newer.find_statements().total == 4
    assert newer.get_statement("a" * 20).quote == "should pay"


def test_view_stays_the_same_while_decisions_come_in(
    library: Library, parts: list[CompiledDocument], log: DecisionLog
) -> None:
    view = open_view(library)
    log.append([make_decision(parts[0].statements[0], parts[0].passages[0], "reject")])
    assert view.find_statements().total == 3
    newer = open_view(library, previous=view)
    newest = open_view(library, previous=newer)
    assert newest.find_statements().total == 2
    assert newest.overlay.files == newer.overlay.files


def test_named_edition_is_shown_as_it_was(library: Library, parts: list[CompiledDocument], log: DecisionLog) -> None:
    log.append([make_decision(parts[0].statements[0], parts[0].passages[0], "reject")])
    named = library.read_current_id()
    assert open_view(library, named).find_statements().total == 3


def test_decision_on_an_unknown_document_changes_nothing(
    library: Library, parts: list[CompiledDocument], log: DecisionLog
) -> None:
    log.append([make_decision(parts[0].statements[0], parts[0].passages[0], "reject", document="0" * 20)])
    assert open_view(library).find_statements().total == 3


def test_newer_file_of_a_source_has_the_decisions_on_the_older(
    library: Library, parts: list[CompiledDocument], log: DecisionLog
) -> None:
    decision = make_decision(
        parts[0].statements[0], parts[0].passages[0], "reject", document="0" * 20, source=parts[0].document.source
    )
    log.append([decision])
    assert open_view(library).find_statements().total == 2


def test_view_of_all_statements_has_newer_decisions_too(
    library: Library, parts: list[CompiledDocument], log: DecisionLog
) -> None:
    log.append([make_decision(parts[0].statements[0], parts[0].passages[0], "reject")])
    every = open_view(library, selection=StatementSelection.CONFIRMED).open_selection(StatementSelection.ALL)
    assert every.find_statements().total == 2
    assert every.get_statement(parts[0].statements[0].id).status is ReviewStatus.REJECTED
    log.append([make_decision(parts[1].statements[0], parts[1].passages[0], "reject")])
    newer = open_view(library, selection=StatementSelection.CONFIRMED).open_selection(StatementSelection.ALL, every)
    assert newer.find_statements().total == 1
    assert every.find_statements().total == 2


def test_derived_view_answers_as_a_fresh_one(library: Library, parts: list[CompiledDocument], log: DecisionLog) -> None:
    view = open_view(library)
    view.find_statements()
    fields = {"themes": ["health"], "sensitive": True}
    log.append([make_decision(parts[0].statements[1], parts[0].passages[1], "correct", fields=fields)])
    log.append([make_decision(parts[1].statements[0], parts[1].passages[0], "accept")])
    derived, fresh = open_view(library, previous=view), open_view(library)
    for item in (derived, fresh):
        assert [result.id for result in item.find_statements(order="printed").statements] == [
            parts[0].statements[0].id,
            parts[1].statements[0].id,
        ]
    assert derived.count_facets() == fresh.count_facets()
    assert derived.select_columns(["id", "status"]).sort_by("id") == fresh.select_columns(["id", "status"]).sort_by(
        "id"
    )
    with pytest.raises(NotFound):  # a sensitive one is hidden at once
        derived.get_statement(parts[0].statements[1].id)
    assert view.find_statements().total == 3


def test_states_follow_new_decisions_alone(parts: list[CompiledDocument], log: DecisionLog) -> None:
    first, passage = parts[0].statements[0], parts[0].passages[0]
    log.append([make_decision(first, passage, "accept")])
    before = log.list_states()
    log.append([make_decision(parts[1].statements[0], parts[1].passages[0], "reject")])
    after = log.list_states()
    assert set(before) == {first.id}
    assert after[first.id] is before[first.id]
    assert after[parts[1].statements[0].id].status is ReviewStatus.REJECTED


def test_later_decision_holds_whatever_the_clock_said(
    library: Library, parts: list[CompiledDocument], log: DecisionLog
) -> None:
    first, passage = parts[0].statements[0], parts[0].passages[0]
    log.append([make_decision(first, passage, "accept", time="2026-11-29T12:00:00+00:00")])
    log.append([make_decision(first, passage, "reject", time="1999-01-01T00:00:00+00:00")])
    assert open_view(library).get_statement(first.id).status is ReviewStatus.REJECTED
    assert [item.seq for item in log.read()] == [1, 2]


@pytest.mark.parametrize(
    ("earlier", "later", "quotes"),
    [
        (("public", "members"), ("public",), ["Everybody may read this."]),
        (("public",), ("public", "members"), ["Everybody may read this.", "Members may read this."]),
    ],
)
def test_a_view_takes_nothing_over_from_one_for_other_readers(
    library: Library,
    make_part: Callable[..., CompiledDocument],
    write_edition: WriteEdition,
    earlier: tuple[str, ...],
    later: tuple[str, ...],
    quotes: list[str],
) -> None:
    members = make_part("members", "Members may read this.", visibility="members")
    write_edition(library, [make_part("all", "Everybody may read this."), members])
    previous = open_view(library, visibility=earlier)
    assert len(previous.list_documents()) == previous.find_statements().total == len(earlier)
    view = open_view(library, visibility=later, previous=previous)
    assert [statement.quote for statement in view.find_statements(order="printed").statements] == quotes
    assert len(view.list_documents()) == len(quotes)


def test_a_confirmed_view_takes_nothing_over_from_one_with_all_statements(
    library: Library, make_part: Callable[..., CompiledDocument], write_edition: WriteEdition
) -> None:
    write_edition(library, [make_part("sure", "One."), make_part("unsure", "Two.", statement={"confidence": 0.2})])
    previous = open_view(library)
    assert previous.find_statements().total == 2
    view = open_view(library, selection=StatementSelection.CONFIRMED, previous=previous)
    assert [statement.quote for statement in view.find_statements().statements] == ["One."]


def test_statement_that_a_newer_decision_removed_is_not_found(
    library: Library, parts: list[CompiledDocument], log: DecisionLog, tmp_path: Path
) -> None:
    view, statement = open_view(library), parts[0].statements[0]
    changed = OverlayFile(
        path=tmp_path / "overlay" / "x.parquet",
        seq=1,
        documents=frozenset([statement.document]),
        statements={},
        unanchored={},
    )
    overlay = Overlay(edition=view.manifest.id, files={get_bucket_name(statement.document): changed})
    folder = library.get_edition_folder(view.manifest.id)
    newer = View(folder, view.manifest, ("public",), (), newer=NewerDecisions(overlay=overlay))
    with pytest.raises(NotFound):
        newer.get_statement(statement.id)
    assert newer.get_statement(parts[1].statements[0].id) == parts[1].statements[0]


def test_reviews_are_those_of_effective_decisions(
    library: Library, parts: list[CompiledDocument], log: DecisionLog
) -> None:
    assert open_view(library).reviews == {}
    statement = parts[0].statements[0]
    log.append([make_decision(statement, parts[0].passages[0], "accept", role="secretariat")])
    assert open_view(library).reviews == {statement.id: {"role": "secretariat", "name": None}}

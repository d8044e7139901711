"""Tests of decisions as input of a build: effect in the next edition, same bytes."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from decision_factory import make_decision, make_document_decision
from palermo.edition import DecisionLog, DocumentDecisionLog, Library, build_filters, get_watermark, open_view
from palermo.pipeline.build import BuildReport
from palermo.pipeline.stages import Stages
from palermo.review import Decision
from palermo.statements import ReviewStatus

type Run = Callable[..., BuildReport]
type Decide = Callable[..., Decision]


@pytest.fixture
def decide(library: Library) -> Decide:
    """Store a decision on the statement with this quote in the current edition."""

    def decide(quote: str, verdict: str, **fields: object) -> Decision:
        with open_view(library) as view:
            result = next(item for item, _ in view.iterate_statements() if item.quote == quote)
            passage = view.get_passage(result.locator.passage)
            source = view.get_document(result.document).source
        built = make_decision(result, passage, verdict, source=source, **fields)  # type: ignore[arg-type]
        DecisionLog(library.decisions).append([built])
        return built

    return decide


def read_statuses(library: Library) -> dict[str, str]:
    with open_view(library) as view:
        return {item.quote: item.status.value for item, _ in view.iterate_statements()}


def test_decisions_are_in_the_bytes_of_the_next_edition(run: Run, library: Library, decide: Decide) -> None:
    before = run()
    decide("States should act.", "reject")
    decide("States should report.", "correct", fields={"themes": ["health"]})
    expected = read_statuses(library)
    report = run()
    assert report.edition.id != before.edition.id
    assert get_watermark(report.edition) == 2
    with open_view(library) as view:
        assert view.overlay.files == {}
        assert view.find_statements().total == sum(report.edition.counts.statements.values()) == 2
        assert view.find_statements(build_filters(theme=["health"], status=["corrected"])).total == 1
    assert read_statuses(library) == expected


def test_same_decisions_make_the_same_edition(run: Run, library: Library, decide: Decide, tmp_path: Path) -> None:
    run()
    decide("States should act.", "accept")
    first = run()
    assert run().edition.id == first.edition.id
    other = Library(tmp_path / "other")
    other.create()
    (library.decisions).rename(other.decisions)
    assert first.edition.counts.documents == 3
    files = {name: item.files["statements"].sha256 for name, item in first.edition.buckets.items()}
    (other.decisions).rename(library.decisions)
    second = run()
    assert {name: item.files["statements"].sha256 for name, item in second.edition.buckets.items()} == files


def test_decision_that_is_withdrawn_after_the_edition_is_undone_at_once(
    run: Run, library: Library, decide: Decide
) -> None:
    before = run()
    built = decide("States should act.", "correct", fields={"themes": ["health"]})
    run()
    DecisionLog(library.decisions).append(
        [replace(built, id="withdrawal", verdict=built.verdict.WITHDRAW, target=built.id)]
    )
    assert set(read_statuses(library).values()) == {ReviewStatus.PROPOSED.value}
    final = run()
    same = {name: item.files for name, item in final.edition.buckets.items()}
    assert same == {name: item.files for name, item in before.edition.buckets.items()}


def test_decisions_survive_a_reader_that_moves_passages(
    run: Run, library: Library, decide: Decide, stages: Stages, folder: Path
) -> None:
    """The file changes too, so that documents, passages and statements have other ids."""
    run()
    decide("States should act.", "accept")
    decide("States should report.", "reject")
    text = (folder / "a.txt").read_text()
    (folder / "a.txt").write_text(text.replace("First\n", "First\nA preface that is new.\n"))
    newer = replace(stages, spec=replace(stages.spec, reader_version="r2"))
    run(stages=newer)
    statuses = read_statuses(library)
    assert statuses["States should act."] == "accepted"
    assert statuses["States should report."] == "rejected"


def test_damaged_line_of_the_log_stops_no_build(run: Run, library: Library, decide: Decide) -> None:
    run()
    decide("States should act.", "accept")
    (path,) = library.decisions.glob("*.jsonl")
    row = json.loads(path.read_text())
    with path.open("a") as file:
        file.write(json.dumps(row | {"id": "x", "seq": 2, "fields": {"quote": "never said"}}) + '\n{"seq": 3')
    run()
    assert read_statuses(library)["States should act."] == "accepted"
    assert len(DecisionLog(library.decisions).list_faults()) == 2


def test_corrected_document_is_compiled_and_shown_before(run: Run, library: Library) -> None:
    run()
    with open_view(library) as view:
        document = view.list_documents()[0]
    correction = make_document_decision(document, title="Corrected title", date="2001-02-03")
    DocumentDecisionLog(library.decisions).append([correction])
    for _ in range(2):
        with open_view(library) as view:
            corrected = view.get_document(document.id)
        assert (corrected.title, corrected.date) == ("Corrected title", "2001-02-03")
        run()
    assert run().edition.id == run().edition.id


def test_document_taken_down_is_in_no_view_of_any_edition_until_restored(run: Run, library: Library) -> None:
    first = run().edition.id
    with open_view(library) as view:
        document, statements = view.list_documents()[0], view.find_statements().total
    log = DocumentDecisionLog(library.decisions)
    log.append([make_document_decision(document, "take-down")])
    later = run().edition.id
    for edition in (None, first, later):
        with open_view(library, edition, visibility=("public", "members", "secretariat")) as view:
            assert document.id not in {item.id for item in view.list_documents()}
            assert view.find_statements().total < statements
            assert not [item for item, _ in view.iterate_statements() if item.document == document.id]
    log.append([make_document_decision(document, "restore")])
    for _ in range(2):
        with open_view(library) as view:
            assert view.get_document(document.id).visibility == "public"
            assert view.find_statements().total == statements
        run()

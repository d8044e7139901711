"""Tests of the commands for decisions: import, export, check, measure and train."""

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from decision_factory import make_decision, make_document_decision
from palermo.calibration.recalibration import JudgedConfidence, Recalibration, fit_recalibration, score_held_out
from palermo.cli import app
from palermo.edition import CompiledDocument, DecisionLog, DocumentDecisionLog, Library, open_view
from palermo.pipeline.recalibration_storage import load_recalibration
from palermo.review import Decision, build_web_annotation

type WriteEdition = Callable[..., object]


@pytest.fixture
def decisions(
    library: Library, make_part: Callable[..., CompiledDocument], write_edition: WriteEdition
) -> list[Decision]:
    """Decisions of a random sample on forty statements of four documents, half of them right."""
    parts = [make_part(f"doc{n}", *(f"State {n} should do {i}." for i in range(10))) for n in range(4)]
    write_edition(library, parts)
    built = []
    for part in parts:
        for number, (statement, passage) in enumerate(zip(part.statements, part.passages, strict=True)):
            judged = replace(statement, confidence=0.9, method="tagger.statements.1")
            built.append(make_decision(judged, passage, "accept" if number % 2 else "reject", queue="audit:1"))
    DecisionLog(library.decisions).append(built)
    return built


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.output


@pytest.mark.parametrize("format", ["jsonl", "annotations"])
def test_export_is_imported_again(library: Library, decisions: list[Decision], tmp_path: Path, format: str) -> None:
    file, other = tmp_path / "decisions.jsonl", Library(tmp_path / "other")
    other.create()
    assert run("decisions", "export", "--output", str(file), "--library", str(library.path), "--format", format)[0] == 0
    for added in (40, 0):
        code, output = run("decisions", "import", str(file), "--library", str(other.path))
        assert code == 0, output
        assert f"{added} decisions added" in output
    assert [item.decision for item in DecisionLog(other.decisions).read()] == decisions


def test_annotations_leave_out_documents_that_are_taken_down(
    library: Library, decisions: list[Decision], tmp_path: Path
) -> None:
    with open_view(library) as view:
        document = view.list_documents()[0]
    log, file = DocumentDecisionLog(library.decisions), tmp_path / "annotations.jsonl"
    for verdict, count in (("take-down", 30), ("restore", 40)):
        log.append([make_document_decision(document, verdict)])
        options = ("--output", str(file), "--library", str(library.path), "--format", "annotations")
        assert run("decisions", "export", *options)[0] == 0
        assert len(file.read_text().splitlines()) == count
        assert (document.id in file.read_text()) == (verdict == "restore")


def test_a_page_of_annotations_is_imported(library: Library, decisions: list[Decision], tmp_path: Path) -> None:
    file, other = tmp_path / "page.json", Library(tmp_path / "other")
    other.create()
    items = [build_web_annotation(decision) for decision in decisions]
    file.write_text(json.dumps({"type": "AnnotationPage", "items": items}, indent=1))
    code, output = run("decisions", "import", str(file), "--library", str(other.path))
    assert (code, "40 decisions added" in output) == (0, True), output
    file.write_text(json.dumps({"type": "AnnotationPage", "items": [items[0], {"type": "Annotation"}]}))
    code, output = run("decisions", "import", str(file), "--library", str(other.path))
    assert code == 1
    assert "annotation 2: it is not a valid decision" in output


def test_import_with_an_invalid_line_stores_nothing(
    library: Library, decisions: list[Decision], tmp_path: Path
) -> None:
    file = tmp_path / "decisions.jsonl"
    valid = json.dumps(replace(decisions[0], id="new").to_row())
    file.write_text(f'{valid}\n{{"id": "half')
    code, output = run("decisions", "import", str(file), "--library", str(library.path))
    assert code == 1
    assert "line 2: it is not a valid decision" in output
    assert len(DecisionLog(library.decisions).read()) == 40


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([1], "it is not an object with the fields of a decision"),
        ({"id": "new"}, "statement: Field required"),
        ({"verdict": "perhaps"}, "verdict: Input should be 'accept'"),
        ({"anchor": {"exact": 5}}, "anchor: exact: Input should be a valid string"),
        ({"name": 5}, "name: Input should be a valid string"),
        ({"required": "many"}, "required: Input should be a valid integer"),
        ({"anchor": {"exact": ""}}, "anchor: an anchor needs a quote"),
        ({"type": "Annotation"}, "the annotation has no body, target and selector"),
    ],
)
def test_import_says_what_is_wrong_with_a_line(
    library: Library, decisions: list[Decision], tmp_path: Path, row: Any, reason: str
) -> None:
    is_change = isinstance(row, dict) and not {"id", "type"} & set(row)
    file = tmp_path / "decisions.jsonl"
    file.write_text(json.dumps(decisions[0].to_row() | row if is_change else row))
    code, output = run("decisions", "import", str(file), "--library", str(library.path))
    assert (code, f"line 1: it is not a valid decision ({reason}" in output) == (1, True), output


def test_export_is_printed_or_says_why_it_cannot_be_written(
    library: Library, decisions: list[Decision], tmp_path: Path
) -> None:
    code, output = run("decisions", "export", "--output", "-", "--library", str(library.path))
    assert (code, output.count('"verdict"')) == (0, len(decisions))
    code, output = run("decisions", "export", "--output", str(tmp_path / "none" / "x"), "--library", str(library.path))
    assert (code, "it cannot be written (No such file or directory)" in output) == (1, True), output


def test_a_page_with_invalid_items_is_refused(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "page.json"
    file.write_text('{"type": "AnnotationPage", "items": 5}')
    code, output = run("decisions", "import", str(file), "--library", str(library.path))
    assert (code, "annotation 1: it is not a valid decision" in output) == (1, True), output


def test_decision_without_a_place_is_listed(library: Library, decisions: list[Decision]) -> None:
    lost = replace(decisions[0], id="lost", statement="f" * 20, document="e" * 20, source="gone.pdf")
    DecisionLog(library.decisions).append([lost])
    code, output = run("decisions", "list-unanchored", "--library", str(library.path))
    assert code == 0
    assert '"id": "lost"' in output
    assert "1 decision without a place, of 41" in output


def test_precision_is_printed_with_its_interval(library: Library, decisions: list[Decision]) -> None:
    code, output = run("evaluate", "--against", "decisions", "--library", str(library.path), "--json")
    assert code == 0
    total = next(row for row in json.loads(output)["rows"] if row["dimension"] == "all")
    assert (total["right"], total["judged"], total["precision"]) == (20, 40, 0.5)
    assert total["low"] < 0.5 < total["high"]


def test_evaluation_without_decisions_says_how_to_get_them(library: Library, write_edition: WriteEdition) -> None:
    write_edition(library, [])
    code, output = run("evaluate", "--against", "decisions", "--library", str(library.path))
    assert code == 1
    assert "random sample" in output


def test_training_shows_the_score_and_keeps_it_only_when_reported(library: Library, decisions: list[Decision]) -> None:
    code, output = run("train", "--library", str(library.path))
    assert code == 0
    assert "Nothing was changed" in output
    assert load_recalibration(library) == Recalibration()
    run("train", "--library", str(library.path), "--keep")
    stored = load_recalibration(library)
    assert stored.apply("tagger.statements.1", 0.9) == pytest.approx(0.5, abs=0.1)


def test_recalibration_lowers_the_loss_of_overconfident_statements() -> None:
    chance = random.Random(7)
    judged = [
        JudgedConfidence(method="m.1", document=f"d{number % 20}", confidence=0.9, is_right=chance.random() < 0.6)
        for number in range(400)
    ]
    scores = score_held_out(judged)
    assert scores is not None
    before, later = scores
    assert later.brier < before.brier
    assert later.log_loss < before.log_loss
    assert fit_recalibration(judged[:10]) == Recalibration()


def test_decisions_on_documents_are_exported_and_imported(
    library: Library, decisions: list[Decision], tmp_path: Path
) -> None:
    with open_view(library) as view:
        document = view.list_documents()[0]
    taken_down = make_document_decision(document, "take-down")
    log = DocumentDecisionLog(library.decisions)
    log.append([make_document_decision(document, title="Right title", publishers=["unodc"]), taken_down])
    file = tmp_path / "decisions.jsonl"
    code, _ = run("decisions", "export", "--output", str(file), "--library", str(library.path))
    assert code == 0
    other = Library(tmp_path / "other")
    shutil.copytree(library.path, other.path, ignore=shutil.ignore_patterns("decisions"))
    for added in (f"{len(decisions) + 2} decisions added", "0 decisions added"):
        code, text = run("decisions", "import", str(file), "--library", str(other.path))
        assert code == 0, text
        assert added in text
    assert DocumentDecisionLog(other.decisions).read() == log.read()
    assert len(DecisionLog(other.decisions).read()) == len(decisions)


def test_documents_are_taken_down_before_decisions_on_their_statements_are_stored(
    library: Library, decisions: list[Decision], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_view(library) as view:
        taken_down = make_document_decision(view.list_documents()[0], "take-down")
    file, other = tmp_path / "decisions.jsonl", Library(tmp_path / "other")
    rows = [*(decision.to_row() for decision in decisions), taken_down.to_row()]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    other.create()

    def refuse(log: DecisionLog, decisions: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(DecisionLog, "append", refuse)
    code, _ = run("decisions", "import", str(file), "--library", str(other.path))
    assert code != 0
    assert DocumentDecisionLog(other.decisions).read() == (taken_down,)


@pytest.mark.parametrize(
    "change",
    [{"title": "\ud800"}, {"fields": {"title": "\ud800"}}, {"time": ""}, {"before": {"nature": "poem"}}, {"id": []}],
)
def test_hostile_decision_on_a_document_is_refused_and_nothing_stored(
    library: Library, decisions: list[Decision], tmp_path: Path, change: dict[str, Any]
) -> None:
    with open_view(library) as view:
        row = make_document_decision(view.list_documents()[0], title="Right title").to_row()
    file = tmp_path / "decisions.jsonl"
    file.write_text("\n".join(json.dumps(item) for item in (row, row | {"id": "other"} | change)))
    code, text = run("decisions", "import", str(file), "--library", str(library.path))
    assert code == 1
    assert "line 2: it is not a valid decision" in text
    assert DocumentDecisionLog(library.decisions).read() == ()

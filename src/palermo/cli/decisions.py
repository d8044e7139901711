"""Commands for people's decisions: import, export, list-unanchored, and train."""

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from palermo.calibration.recalibration import fit_recalibration, score_held_out
from palermo.cli.console import print_lines, print_status
from palermo.cli.options import ALL_VISIBILITIES, LibraryPath, open_existing_library
from palermo.cli.output_files import write_output
from palermo.edition import DecisionLog, DocumentDecisionLog, list_unanchored, open_view
from palermo.errors import DecisionInvalid, NotFound, SourceMissing
from palermo.pipeline.progress import format_count
from palermo.pipeline.recalibration_storage import format_curves, load_judged_confidences, save_recalibration
from palermo.review import (
    Decision,
    DocumentDecision,
    build_web_annotation,
    derive_document_states,
    is_document_decision,
    list_annotations,
    parse_decision,
    parse_document_decision,
    parse_web_annotation,
)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Import, export and check decisions on statements and documents.",
)
MAX_LINE_BYTES = 1 << 20


class DecisionFormat(StrEnum):
    """Formats of decisions."""

    JSONL = "jsonl"
    ANNOTATIONS = "annotations"


@app.command("import")
def import_command(
    file: Annotated[
        Path, typer.Argument(help="Decisions, or W3C Web Annotations of them, as JSON lines or an AnnotationPage.")
    ],
    library: LibraryPath = None,
) -> None:
    """Add decisions of a file to the library: all, or none if a line is invalid.

    Decisions that the library already has are left out.
    """
    folder = open_existing_library(library).decisions
    decisions = list(_read_decisions(file))
    on_statements = [decision for decision in decisions if isinstance(decision, Decision)]
    on_documents = [decision for decision in decisions if isinstance(decision, DocumentDecision)]
    # What is taken down is so first, whatever happens to the import afterwards.
    stored = len(DocumentDecisionLog(folder).append(on_documents)) if on_documents else 0
    stored += len(DecisionLog(folder).append(on_statements)) if on_statements else 0
    print_status(f"{format_count(stored, 'decision')} added, {len(decisions) - stored} were there before")


@app.command("export")
def export_command(
    output: Annotated[Path, typer.Option(help="File to write, whole or not at all; - for standard output.")],
    library: LibraryPath = None,
    format: Annotated[
        DecisionFormat, typer.Option(help="JSON lines of decisions, or of Web Annotations.")
    ] = DecisionFormat.JSONL,
) -> None:
    """Write all decisions to a file; reviewers are named only if they agreed.

    Annotations are those of statements, without those of documents that are taken down.
    """
    folder = open_existing_library(library).decisions
    decisions = [item.decision for item in DecisionLog(folder).read()]
    on_documents = DocumentDecisionLog(folder).read()
    if format is DecisionFormat.ANNOTATIONS:
        states = derive_document_states(on_documents, {})
        taken_down = {document for document, state in states.items() if state.taken_down}
        rows = [build_web_annotation(item) for item in decisions if item.document not in taken_down]
    else:
        rows = [item.to_row() for item in decisions] + [item.to_row() for item in on_documents]
    write_output((json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows), output)
    print_status(f"{format_count(len(rows), 'decision')} written to {output}")


@app.command("list-unanchored")
def list_unanchored_command(library: LibraryPath = None) -> None:
    """List decisions whose document or words are not in the current edition, as JSON lines.

    They stay in the library.
    """
    opened = open_existing_library(library)
    log = DecisionLog(opened.decisions)
    with open_view(opened, visibility=ALL_VISIBILITIES) as view:
        decisions = list_unanchored(view, log)
    print_lines([json.dumps(decision.to_row(), ensure_ascii=False) for decision in decisions])
    for fault in log.list_faults():
        print_status(f"{fault.file}, line {fault.line}: {fault.reason}")
    print_status(f"{format_count(len(decisions), 'decision')} without a place, of {len(log.read())}")


def train_command(
    library: LibraryPath = None,
    keep: Annotated[bool, typer.Option("--keep", help="Use the new calibration in the next builds.")] = False,
) -> None:
    """Fit the calibration of confidence to reviewed statements, and show its score.

    The statement model itself is not trained here; `make train-statements` does that on labelled passages.
    """
    opened = open_existing_library(library)
    judged = load_judged_confidences(opened)
    scores = score_held_out(judged)
    if scores is None:
        raise NotFound(
            opened.name, "statements of at least two documents must be reviewed to learn from them", "Review more"
        )
    before_fit, after_fit = scores
    model = fit_recalibration(judged)
    print_lines(
        [
            f"{format_count(before_fit.statements, 'reviewed statement')} of"
            f" {format_count(before_fit.documents, 'document')},"
            " each scored by curves that were fitted without its document:",
            f"  before  Brier score {before_fit.brier:.4f}, log loss {before_fit.log_loss:.4f}",
            f"  after   Brier score {after_fit.brier:.4f}, log loss {after_fit.log_loss:.4f}",
            *(format_curves(model) or ["  no method has enough reviewed statements for a curve of its own"]),
        ]
    )
    if keep:
        save_recalibration(opened, model)
        print_status(f"Kept in {opened.recalibration}; build again to use it")
    else:
        print_status("Nothing was changed; --keep uses the new calibration in the next builds")


def _read_decisions(file: Path) -> Iterator[Decision | DocumentDecision]:
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        raise SourceMissing(str(file), f"it cannot be read ({error.strerror})", "Name a file of JSON lines") from error
    if (annotations := _read_annotations(lines)) is not None:
        for number, row in enumerate(annotations, 1):
            yield _parse_row(row, f"{file}, annotation {number}")
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _parse_row(line, f"{file}, line {number}")


def _read_annotations(lines: list[bytes]) -> list[Any] | None:
    """Return the annotations of a file that is one page or collection of them; None if each line is a decision."""
    try:
        return list_annotations(json.loads(b"\n".join(lines)))
    except (ValueError, RecursionError):
        return None


def _parse_row(row: Any, place: str) -> Decision | DocumentDecision:
    """Return the decision of a line, or of its values; raises DecisionInvalid."""
    try:
        if isinstance(row, bytes):
            if len(row) > MAX_LINE_BYTES:
                raise ValueError("it is longer than a megabyte")
            row = json.loads(row)
        json.dumps(row, ensure_ascii=False).encode()  # raises ValueError for half a character, which no log can store
        is_annotation = isinstance(row, dict) and (row.get("type") == "Annotation" or "@context" in row)
        if is_annotation:
            return parse_web_annotation(row)
        return parse_document_decision(row) if is_document_decision(row) else parse_decision(row)
    except (ValueError, RecursionError) as error:
        reason = f"it is not a valid decision ({str(error)[:200]})"
        raise DecisionInvalid(place, reason, "Correct the line; nothing was imported") from error

"""Commands for evaluation, and for extraction without a library: extract, resolve, proposals, evaluate."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal

import typer

from palermo import registry
from palermo.cli.console import print_lines, print_status
from palermo.cli.options import ALL_VISIBILITIES, AsJson, LibraryPath, open_existing_library, open_library
from palermo.cli.output_files import write_output
from palermo.edition import View, open_view
from palermo.environment import load_settings
from palermo.errors import NoLibrary, QuestionInvalid, RunStopped
from palermo.evaluation import load_labels
from palermo.pipeline.evaluation import evaluate_labels, format_review_precision
from palermo.pipeline.jsonl_processing import extract_passages, resolve_names
from palermo.pipeline.progress import format_count
from palermo.pipeline.wiring import shipped_stages
from palermo.publishing.evaluation_report import build_evaluation_values, format_evaluation, render_evaluation_page
from palermo.publishing.proposals import format_proposals


def evaluate_command(
    gold: Annotated[
        Path | None, typer.Argument(help="Labels: recommendations, mandates, passages or names, as JSON lines.")
    ] = None,
    library: LibraryPath = None,
    ignore: Annotated[Path | None, typer.Option(help="Recommendations to leave out of the score.")] = None,
    mistakes: Annotated[int, typer.Option(min=0, help="How many mistakes of each cause to show.")] = 0,
    html: Annotated[Path | None, typer.Option(help="Write a page with each mistake next to its passage.")] = None,
    record: Annotated[Path | None, typer.Option(help="Folder for the figures, by date.")] = None,
    against: Annotated[
        Literal["decisions"] | None, typer.Option(help="Score against reviewers' decisions on the random sample.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Score the edition, or labelled passages or names, against labels or decisions."""
    if against:
        print_lines(format_review_precision(open_existing_library(library), as_json=as_json))
        return
    if gold is None:
        raise QuestionInvalid(
            "evaluate", "nothing is named to score against", "Name a file, or give --against decisions"
        )
    labels = load_labels(gold)
    ignored = load_labels(ignore).rows if ignore else ()
    with _open_optional_edition(library, needed=labels.label_type in {"recommendations", "mandates"}) as view:
        evaluation = evaluate_labels(labels, view, shipped_stages(use_embeddings=load_settings().meaning), ignored)
    if html:
        page = render_evaluation_page(evaluation, f"Palermo against {gold.resolve().parent.name}/{gold.name}")
        write_output([page.encode()], html)
        print_status(f"{format_count(len(evaluation.mistakes), 'mistake')} written to {html}")
    if record:
        _append_figures(record, f"{gold.resolve().parent.name}/{gold.name}", build_evaluation_values(evaluation))
    print_lines(
        [json.dumps(build_evaluation_values(evaluation), ensure_ascii=False)]
        if as_json
        else format_evaluation(evaluation, mistakes)
    )


def _append_figures(folder: Path, labels_name: str, figures: dict[str, Any]) -> None:
    """Append a line to the file of this day, in the format of the benchmarks."""
    now = datetime.now(UTC)
    line = {"benchmark": "labels", "when": now.isoformat(timespec="seconds"), "labels": labels_name, "figures": figures}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{now:%Y-%m-%d}.jsonl").open("a", encoding="utf-8") as target:
            target.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise RunStopped(
            str(folder), f"figures cannot be written to it ({error.strerror})", "Name another folder"
        ) from error


@contextmanager
def _open_optional_edition(address: str | None, *, needed: bool) -> Iterator[View | None]:
    """Open the current edition; yields None if there is none and none is needed or named."""
    try:
        view = open_view(open_library(address), visibility=ALL_VISIBILITIES)
    except NoLibrary:
        if needed or address:
            raise
        yield None
        return
    with view:
        yield view


Output = Annotated[Path, typer.Option(help="File to write, whole or not at all; - for standard output.")]


@contextmanager
def _open_output(output: Path) -> Iterator[Path]:
    """Yield the file to write; for `-`, a temporary file that is then copied to standard output."""
    if str(output) != "-":
        yield output
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "lines.jsonl"
        yield file
        print_lines(file.read_text("utf-8").split("\n")[:-1])


def extract(
    jsonl: Annotated[Path, typer.Option(help='Passages: a file of JSON lines, {"id": ..., "text": ...}.')],
    output: Output,
) -> None:
    """Extract statements of every kind from a file of passages, without a library."""
    with _open_output(output) as file:
        passages, statements = extract_passages(jsonl, file, shipped_stages(use_embeddings=load_settings().meaning))
    print_status(f"{format_count(passages, 'passage')}, {format_count(statements, 'statement')} written to {output}")


def resolve(
    jsonl: Annotated[Path, typer.Option(help='Names: a file of JSON lines, {"name": ...}.')],
    output: Output,
) -> None:
    """Resolve names of organisations to ids, provisional for unknown ones.

    Names of one unknown organisation share an id.
    """
    with _open_output(output) as file:
        names, organisations = resolve_names(jsonl, file)
    print_status(f"{format_count(names, 'name')}, {format_count(organisations, 'organisation')} written to {output}")


def proposals_command(library: LibraryPath = None, as_json: AsJson = False) -> None:
    """List organisations missing in the registry, with names, documents and quotes."""
    with open_view(open_library(library), visibility=ALL_VISIBILITIES) as view:
        print_lines(format_proposals(view, registry.load_registry(), as_json))

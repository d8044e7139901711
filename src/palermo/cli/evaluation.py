"""Commands that judge names, passages and statements by what is known of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from palermo import registry
from palermo.cli.console import print_lines, print_status
from palermo.cli.options import ALL_VISIBILITIES, AsJson, LibraryPath, open_library
from palermo.edition import View, open_view
from palermo.edition.files import open_atomic
from palermo.errors import NoLibrary, RunStopped
from palermo.evaluation import load_labels
from palermo.pipeline import evaluate_labels, extract_passages, format_count, resolve_names, shipped_stages
from palermo.settings import load_settings


def evaluate_command(
    gold: Annotated[Path, typer.Argument(help="Labels: recommendations, mandates, passages or names, as JSON lines.")],
    library: LibraryPath = None,
    ignore: Annotated[Path | None, typer.Option(help="Recommendations that count neither for nor against.")] = None,
    mistakes: Annotated[int, typer.Option(min=0, help="How many mistakes of each cause to show.")] = 0,
    html: Annotated[Path | None, typer.Option(help="Write a page with each mistake beside its passage.")] = None,
    record: Annotated[Path | None, typer.Option(help="Folder where the figures are kept, by date.")] = None,
    as_json: AsJson = False,
) -> None:
    """Score what the current edition holds, or what passages and names give as they stand, against labels."""
    from palermo.publishing.evaluation_page import render_evaluation_page
    from palermo.publishing.evaluation_text import build_evaluation_values, format_evaluation

    known = load_labels(gold)
    ignored = load_labels(ignore).rows if ignore else ()
    with _open_optional_edition(library, needed=known.label_type in {"recommendations", "mandates"}) as view:
        made = evaluate_labels(known, view, shipped_stages(use_embeddings=load_settings().meaning), ignored)
    if html:
        _write_page(html, render_evaluation_page(made, f"Palermo against {gold.resolve().parent.name}/{gold.name}"))
        print_status(f"{format_count(len(made.mistakes), 'mistake')} written to {html}")
    if record:
        _append_figures(record, f"{gold.resolve().parent.name}/{gold.name}", build_evaluation_values(made))
    print_lines(
        [json.dumps(build_evaluation_values(made), ensure_ascii=False)]
        if as_json
        else format_evaluation(made, mistakes)
    )


def _write_page(file: Path, page: str) -> None:
    try:
        with open_atomic(file) as target:
            target.write(page.encode("utf-8"))
    except OSError as error:
        raise RunStopped(str(file), f"it cannot be written ({error.strerror})", "Name another file") from error


def _append_figures(folder: Path, labels_name: str, figures: dict[str, Any]) -> None:
    """Add a line to the file of this day, as benchmarks do."""
    now = datetime.now(UTC)
    line = {"benchmark": "labels", "when": now.isoformat(timespec="seconds"), "labels": labels_name, "figures": figures}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{now:%Y-%m-%d}.jsonl").open("a", encoding="utf-8") as target:
            target.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise RunStopped(str(folder), f"figures cannot be kept ({error.strerror})", "Name another folder") from error


@contextmanager
def _open_optional_edition(address: str | None, *, needed: bool) -> Iterator[View | None]:
    """The current edition; where none is needed and none was named, there may be none."""
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
    """The file to write; for `-` one whose lines go to standard output when all are there."""
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
    """Extract the statements of passages, of every kind, without a library."""
    with _open_output(output) as file:
        passages, statements = extract_passages(jsonl, file, shipped_stages(use_embeddings=load_settings().meaning))
    print_status(f"{format_count(passages, 'passage')}, {format_count(statements, 'statement')} written to {output}")


def resolve(
    jsonl: Annotated[Path, typer.Option(help='Names: a file of JSON lines, {"name": ...}.')],
    output: Output,
) -> None:
    """Give each name of an organisation its id; names of one unknown organisation share a provisional one."""
    with _open_output(output) as file:
        names, organisations = resolve_names(jsonl, file)
    print_status(f"{format_count(names, 'name')}, {format_count(organisations, 'organisation')} written to {output}")


def proposals_command(library: LibraryPath = None, as_json: AsJson = False) -> None:
    """List the organisations that the registry does not know, with their names, documents and quotes."""
    from palermo.publishing.proposals import format_proposals

    with open_view(open_library(library), visibility=ALL_VISIBILITIES) as view:
        print_lines(format_proposals(view, registry.load_registry(), as_json))

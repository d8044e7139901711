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
from palermo.analysis import labels
from palermo.cli.door import say, tell
from palermo.cli.options import EVERYBODY, AsJson, LibraryPath, library_of
from palermo.edition import View, open_view
from palermo.edition.files import replacing
from palermo.errors import NoLibrary, RunStopped
from palermo.pipeline import counted, evaluated, extract_passages, resolve_names, shipped_stages
from palermo.settings import from_environment


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
    from palermo.publishing.scores import score_lines, score_values
    from palermo.publishing.scores_page import scores_page

    known = labels(gold)
    ignored = labels(ignore).rows if ignore else ()
    with _edition(library, needed=known.sort in {"recommendations", "mandates"}) as view:
        made = evaluated(known, view, shipped_stages(meaning=from_environment().meaning), ignored)
    if html:
        _write(html, scores_page(made, f"Palermo against {gold.resolve().parent.name}/{gold.name}"))
        tell(f"{counted(len(made.mistakes), 'mistake')} written to {html}")
    if record:
        _record(record, f"{gold.resolve().parent.name}/{gold.name}", score_values(made))
    say([json.dumps(score_values(made), ensure_ascii=False)] if as_json else score_lines(made, mistakes))


def _write(file: Path, page: str) -> None:
    try:
        with replacing(file) as target:
            target.write(page.encode("utf-8"))
    except OSError as error:
        raise RunStopped(str(file), f"it cannot be written ({error.strerror})", "Name another file") from error


def _record(folder: Path, labels_of: str, figures: dict[str, Any]) -> None:
    """Add a line to the file of this day, as benchmarks do."""
    now = datetime.now(UTC)
    line = {"benchmark": "labels", "when": now.isoformat(timespec="seconds"), "labels": labels_of, "figures": figures}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{now:%Y-%m-%d}.jsonl").open("a", encoding="utf-8") as target:
            target.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise RunStopped(str(folder), f"figures cannot be kept ({error.strerror})", "Name another folder") from error


@contextmanager
def _edition(address: str | None, *, needed: bool) -> Iterator[View | None]:
    """The current edition; where none is needed and none was named, there may be none."""
    try:
        view = open_view(library_of(address), visibility=EVERYBODY)
    except NoLibrary:
        if needed or address:
            raise
        yield None
        return
    with view:
        yield view


Output = Annotated[Path, typer.Option(help="File to write, whole or not at all; - for standard output.")]


@contextmanager
def _whole(output: Path) -> Iterator[Path]:
    """The file to write; for `-` one whose lines go to standard output when all are there."""
    if str(output) != "-":
        yield output
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "lines.jsonl"
        yield file
        say(file.read_text("utf-8").split("\n")[:-1])


def extract(
    jsonl: Annotated[Path, typer.Option(help='Passages: a file of JSON lines, {"id": ..., "text": ...}.')],
    output: Output,
) -> None:
    """Extract the statements of passages, of every kind, without a library."""
    with _whole(output) as file:
        passages, statements = extract_passages(jsonl, file, shipped_stages(meaning=from_environment().meaning))
    tell(f"{counted(passages, 'passage')}, {counted(statements, 'statement')} written to {output}")


def resolve(
    jsonl: Annotated[Path, typer.Option(help='Names: a file of JSON lines, {"name": ...}.')],
    output: Output,
) -> None:
    """Give each name of an organisation its id; names of one unknown organisation share a provisional one."""
    with _whole(output) as file:
        names, organisations = resolve_names(jsonl, file)
    tell(f"{counted(names, 'name')}, {counted(organisations, 'organisation')} written to {output}")


def proposals_command(library: LibraryPath = None, as_json: AsJson = False) -> None:
    """List the organisations that the registry does not know, with their names, documents and quotes."""
    from palermo.publishing.proposed import told

    with open_view(library_of(library), visibility=EVERYBODY) as view:
        say(told(view, registry.load(), as_json))

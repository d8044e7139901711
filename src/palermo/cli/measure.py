"""Commands that judge names, passages and statements by what is known of them."""

from pathlib import Path
from typing import Annotated

import typer

from palermo import registry
from palermo.analysis import evaluate, labelled_rows
from palermo.cli.door import say, tell
from palermo.cli.options import EVERYBODY, AsJson, LibraryPath, library_of
from palermo.edition import open_view
from palermo.pipeline import counted, extract_passages, resolve_names, shipped_stages


def evaluate_command(
    gold: Annotated[Path, typer.Argument(help="Labelled recommendations: a file of JSON lines.")],
    library: LibraryPath = None,
    ignore: Annotated[Path | None, typer.Option(help="Labelled ones that count neither for nor against.")] = None,
    mistakes: Annotated[int, typer.Option(min=0, help="How many mistakes of each sort to show.")] = 0,
) -> None:
    """Score the current edition's recommendations against labelled ones."""
    from palermo.publishing.scores import score_lines

    labelled, ignored = labelled_rows(gold), labelled_rows(ignore) if ignore else []
    with open_view(library_of(library), visibility=EVERYBODY) as view:
        say(score_lines(evaluate(view.every_statement(), labelled, ignored), mistakes))


def extract(
    jsonl: Annotated[Path, typer.Option(help='Passages: a file of JSON lines, {"id": ..., "text": ...}.')],
    output: Annotated[Path, typer.Option(help="File to write, whole or not at all.")],
) -> None:
    """Extract the statements of passages, of every kind, without a library."""
    passages, statements = extract_passages(jsonl, output, shipped_stages())
    tell(f"{counted(passages, 'passage')}, {counted(statements, 'statement')} written to {output}")


def resolve(
    jsonl: Annotated[Path, typer.Option(help='Names: a file of JSON lines, {"name": ...}.')],
    output: Annotated[Path, typer.Option(help="File to write, whole or not at all.")],
) -> None:
    """Give each name of an organisation its id; names of one unknown organisation share a provisional one."""
    names, organisations = resolve_names(jsonl, output)
    tell(f"{counted(names, 'name')}, {counted(organisations, 'organisation')} written to {output}")


def proposals_command(library: LibraryPath = None, as_json: AsJson = False) -> None:
    """List the organisations that the registry does not know, with their names, documents and quotes."""
    from palermo.publishing.proposed import told

    with open_view(library_of(library), visibility=EVERYBODY) as view:
        say(told(view, registry.load(), as_json))

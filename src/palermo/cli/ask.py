"""Commands that ask an edition: show, export, editions, diff."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from palermo.cli.door import say, tell
from palermo.cli.options import EVERYBODY, AsJson, LibraryPath, library_of
from palermo.edition import Library, View, diff, editions, open_view
from palermo.edition.export import COLUMNS, csv_lines, jsonl_lines, rows, write_csv, write_jsonl
from palermo.errors import NotFound, QuestionInvalid, RunStopped
from palermo.pipeline import counted

_OTHERS = frozenset({".xlsx", ".xls", ".ods", ".tsv", ".parquet", ".docx", ".pdf", ".html", ".xml", ".rdf", ".ttl"})
"""Endings of files that are no JSON lines and no CSV."""


class What(StrEnum):
    """What can be exported."""

    STATEMENTS = "statements"
    PASSAGES = "passages"
    OPINIONS = "opinions"


class Format(StrEnum):
    """How it can be exported."""

    JSONL = "jsonl"
    CSV = "csv"


def show(
    id: Annotated[str, typer.Argument(help="Of a document, passage or statement; its first six digits will do.")],
    library: LibraryPath = None,
) -> None:
    """Show a document, a passage, or a statement with all that it rests on."""
    with open_view(library_of(library), visibility=EVERYBODY) as view:
        say(_shown(view, id))


def export(
    what: Annotated[What, typer.Argument(help="What to export.")],
    output: Annotated[Path, typer.Option(help="File to write, whole or not at all; - for standard output.")],
    library: LibraryPath = None,
    format: Annotated[
        Format | None, typer.Option(help="Form of the rows [default: as the file's name ends, else jsonl].")
    ] = None,
) -> None:
    """Write all public statements or passages of the current edition, or the second opinions on them."""
    form = format or _form(output)
    with _exported(what, library_of(library)) as (found, columns):
        if str(output) == "-":
            for line in jsonl_lines(found) if form is Format.JSONL else csv_lines(found, columns):
                sys.stdout.write(line)
            return
        try:
            count = write_jsonl(found, output) if form is Format.JSONL else write_csv(found, output, columns)
        except OSError as error:
            raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
        tell(f"{counted(count, what.value[:-1])} written to {output}")


@contextmanager
def _exported(what: What, library: Library) -> Iterator[tuple[Iterator[dict[str, Any]], Sequence[str]]]:
    """Rows to export, and the columns of their CSV."""
    if what is What.OPINIONS:
        from palermo.pipeline.second_opinions import FIELDS, public_opinions  # needed for this export alone

        yield public_opinions(library), FIELDS
        return
    wanted: Literal["statements", "passages"] = "passages" if what is What.PASSAGES else "statements"
    with open_view(library) as view:
        yield rows(view, wanted), COLUMNS[wanted]


def _form(output: Path) -> Format:
    """The form that a file's name asks for; raises QuestionInvalid for one that cannot be written."""
    ending = output.suffix.lower()
    if ending in _OTHERS:
        raise QuestionInvalid(
            f"--output {output}",
            f"rows cannot be written as {ending[1:]}",
            "Name a .csv or .jsonl file, or give --format",
        )
    return Format.CSV if ending == ".csv" else Format.JSONL


def editions_command(
    library: LibraryPath = None,
    as_json: AsJson = False,
) -> None:
    """List the library's editions, newest first."""
    from palermo.publishing.changes import edition_values

    found = editions(library_of(library))
    if as_json:
        typer.echo(json.dumps([edition_values(one) for one in found], ensure_ascii=False, indent=1))
    for one in () if as_json else found:
        counts = one.manifest.counts
        held = f"{counted(counts.documents, 'document')}, {counted(sum(counts.statements.values()), 'statement')}"
        typer.echo(f"{one.manifest.name}  {held}{', served now' if one.current else ''}")


def diff_command(
    old: Annotated[str | None, typer.Argument(help="Edition by name or id [default: the one before NEW].")] = None,
    new: Annotated[str | None, typer.Argument(help="Edition by name or id [default: the current one].")] = None,
    library: LibraryPath = None,
    as_json: AsJson = False,
) -> None:
    """Tell which documents and statements came, went or changed from one edition to another."""
    from palermo.publishing.changes import difference_lines, difference_values

    chosen = library_of(library)
    with open_view(chosen, new, visibility=EVERYBODY) as after:
        before_id = old or after.manifest.previous
        if before_id is None:
            raise NotFound("the edition before", "this one is the first", "Name two editions: palermo editions")
        with open_view(chosen, before_id, visibility=EVERYBODY) as before:
            found = diff(before, after)
    if as_json:
        typer.echo(json.dumps(difference_values(found), ensure_ascii=False, indent=1))
    else:
        say(difference_lines(found))


def _shown(view: View, id: str) -> list[str]:
    """Find what has this id, whichever kind of thing it is; raises NotFound for none, or more than one."""
    from palermo.publishing.plain import document_lines, passage_lines, statement_lines  # brings PDF and DOCX along

    return one_of(id, *(partial(lines, view) for lines in (document_lines, passage_lines, statement_lines)))


def one_of[T](id: str, *kinds: Callable[[str], T]) -> T:
    """What one of these finds by an id that may be shortened; raises NotFound where none does, or more than one."""
    found: list[T] = []
    refused: list[NotFound] = []
    for find in kinds:
        try:
            found.append(find(id))
        except NotFound as error:
            refused.append(error)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(repr(id), "more than one thing has an id that starts so", "Give more of its digits")
    many = next((error for error in refused if error.reason.startswith("more than one")), None)
    mend = "Give its id, or at least its first 6 digits"
    raise many or NotFound(repr(id), "no document, passage or statement has that id", mend)

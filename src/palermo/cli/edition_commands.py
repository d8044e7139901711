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

from palermo.cli.console import print_lines, print_status
from palermo.cli.options import ALL_VISIBILITIES, AsJson, LibraryPath, open_library
from palermo.edition import Library, View, compare_editions, list_editions, open_view
from palermo.errors import NotFound, QuestionInvalid, RunStopped
from palermo.pipeline import format_count
from palermo.publishing.records import EXPORT_COLUMNS, export_rows, format_csv, format_jsonl, write_csv, write_jsonl

_UNSUPPORTED_SUFFIXES = frozenset(
    {".xlsx", ".xls", ".ods", ".tsv", ".parquet", ".docx", ".pdf", ".html", ".xml", ".rdf", ".ttl"}
)
"""Endings of files that are no JSON lines and no CSV."""


class ExportContent(StrEnum):
    """What can be exported."""

    STATEMENTS = "statements"
    PASSAGES = "passages"
    OPINIONS = "opinions"


class ExportFormat(StrEnum):
    """How it can be exported."""

    JSONL = "jsonl"
    CSV = "csv"


def show_command(
    id: Annotated[str, typer.Argument(help="Of a document, passage or statement; its first six digits will do.")],
    library: LibraryPath = None,
) -> None:
    """Show a document, a passage, or a statement with all that it rests on."""
    with open_view(open_library(library), visibility=ALL_VISIBILITIES) as view:
        print_lines(_find_record_lines(view, id))


def export(
    what: Annotated[ExportContent, typer.Argument(help="What to export.")],
    output: Annotated[Path, typer.Option(help="File to write, whole or not at all; - for standard output.")],
    library: LibraryPath = None,
    format: Annotated[
        ExportFormat | None, typer.Option(help="Form of the rows [default: as the file's name ends, else jsonl].")
    ] = None,
) -> None:
    """Write all public statements or passages of the current edition, or the second opinions on them."""
    form = format or _guess_format(output)
    with _open_export(what, open_library(library)) as (found, columns):
        if str(output) == "-":
            for line in format_jsonl(found) if form is ExportFormat.JSONL else format_csv(found, columns):
                sys.stdout.write(line)
            return
        try:
            count = write_jsonl(found, output) if form is ExportFormat.JSONL else write_csv(found, output, columns)
        except OSError as error:
            raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
        print_status(f"{format_count(count, what.value[:-1])} written to {output}")


@contextmanager
def _open_export(content: ExportContent, library: Library) -> Iterator[tuple[Iterator[dict[str, Any]], Sequence[str]]]:
    """Rows to export, and the columns of their CSV."""
    if content is ExportContent.OPINIONS:
        from palermo.pipeline.second_opinions import (  # needed for this export alone
            OPINION_FIELDS,
            list_public_opinions,
        )

        yield list_public_opinions(library), OPINION_FIELDS
        return
    wanted: Literal["statements", "passages"] = "passages" if content is ExportContent.PASSAGES else "statements"
    with open_view(library) as view:
        yield export_rows(view, wanted), EXPORT_COLUMNS[wanted]


def _guess_format(output: Path) -> ExportFormat:
    """The form that a file's name asks for; raises QuestionInvalid for one that cannot be written."""
    ending = output.suffix.lower()
    if ending in _UNSUPPORTED_SUFFIXES:
        raise QuestionInvalid(
            f"--output {output}",
            f"rows cannot be written as {ending[1:]}",
            "Name a .csv or .jsonl file, or give --format",
        )
    return ExportFormat.CSV if ending == ".csv" else ExportFormat.JSONL


def editions_command(
    library: LibraryPath = None,
    as_json: AsJson = False,
) -> None:
    """List the library's editions, newest first."""
    from palermo.publishing.edition_changes import build_edition_values

    found = list_editions(open_library(library))
    if as_json:
        typer.echo(json.dumps([build_edition_values(one) for one in found], ensure_ascii=False, indent=1))
    for one in () if as_json else found:
        counts = one.manifest.counts
        statement_count = sum(counts.statements.values())
        held = f"{format_count(counts.documents, 'document')}, {format_count(statement_count, 'statement')}"
        typer.echo(f"{one.manifest.name}  {held}{', served now' if one.current else ''}")


def diff_command(
    old: Annotated[str | None, typer.Argument(help="Edition by name or id [default: the one before NEW].")] = None,
    new: Annotated[str | None, typer.Argument(help="Edition by name or id [default: the current one].")] = None,
    library: LibraryPath = None,
    as_json: AsJson = False,
) -> None:
    """Tell which documents and statements came, went or changed from one edition to another."""
    from palermo.publishing.edition_changes import build_difference_values, format_difference

    chosen = open_library(library)
    with open_view(chosen, new, visibility=ALL_VISIBILITIES) as after:
        before_id = old or after.manifest.previous
        if before_id is None:
            raise NotFound("the edition before", "this one is the first", "Name two editions: palermo editions")
        with open_view(chosen, before_id, visibility=ALL_VISIBILITIES) as before:
            found = compare_editions(before, after)
    if as_json:
        typer.echo(json.dumps(build_difference_values(found), ensure_ascii=False, indent=1))
    else:
        print_lines(format_difference(found))


def _find_record_lines(view: View, id: str) -> list[str]:
    """Find what has this id, whichever kind of thing it is; raises NotFound for none, or more than one."""
    from palermo.publishing.record_text import (  # brings PDF and DOCX along
        format_document,
        format_passage,
        format_statement,
    )

    return find_by_id(id, *(partial(lines, view) for lines in (format_document, format_passage, format_statement)))


def find_by_id[T](id: str, *kinds: Callable[[str], T]) -> T:
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

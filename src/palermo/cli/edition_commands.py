"""Commands that query an edition: show, export, editions, diff."""

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
from palermo.pipeline.second_opinions import OPINION_FIELDS, list_public_opinions
from palermo.publishing.edition_changes import build_difference_values, build_edition_values, format_difference
from palermo.publishing.record_text import format_document, format_passage, format_statement
from palermo.publishing.records import EXPORT_COLUMNS, export_rows, format_csv, format_jsonl, write_csv, write_jsonl

_UNSUPPORTED_SUFFIXES = frozenset(
    {".xlsx", ".xls", ".ods", ".tsv", ".parquet", ".docx", ".pdf", ".html", ".xml", ".rdf", ".ttl"}
)
"""Suffixes of formats other than JSON lines and CSV."""


class ExportContent(StrEnum):
    """Contents to export."""

    STATEMENTS = "statements"
    PASSAGES = "passages"
    OPINIONS = "opinions"


class ExportFormat(StrEnum):
    """Formats of an export."""

    JSONL = "jsonl"
    CSV = "csv"


def show_command(
    id: Annotated[str, typer.Argument(help="Of a document, passage or statement; its first six digits are enough.")],
    library: LibraryPath = None,
) -> None:
    """Show a document, a passage, or a statement with its evidence."""
    with open_view(open_library(library), visibility=ALL_VISIBILITIES) as view:
        print_lines(_find_record_lines(view, id))


def export(
    what: Annotated[ExportContent, typer.Argument(help="What to export.")],
    output: Annotated[Path, typer.Option(help="File to write, whole or not at all; - for standard output.")],
    library: LibraryPath = None,
    format: Annotated[
        ExportFormat | None, typer.Option(help="Format of the rows [default: by the file's suffix, else jsonl].")
    ] = None,
    confirmed: Annotated[
        bool, typer.Option("--confirmed", help="Export confirmed statements and names only, as the portal counts.")
    ] = False,
) -> None:
    """Export all public statements or passages of the current edition, or second opinions on them."""
    export_format = format or _guess_format(output)
    with _open_export(what, open_library(library), confirmed=confirmed) as (rows, columns):
        if str(output) == "-":
            for line in format_jsonl(rows) if export_format is ExportFormat.JSONL else format_csv(rows, columns):
                sys.stdout.write(line)
            return
        try:
            is_jsonl = export_format is ExportFormat.JSONL
            count = write_jsonl(rows, output) if is_jsonl else write_csv(rows, output, columns)
        except OSError as error:
            raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
        print_status(f"{format_count(count, what.value[:-1])} written to {output}")


@contextmanager
def _open_export(
    content: ExportContent, library: Library, *, confirmed: bool = False
) -> Iterator[tuple[Iterator[dict[str, Any]], Sequence[str]]]:
    """Yield the rows to export and the columns of their CSV."""
    if content is ExportContent.OPINIONS:
        yield list_public_opinions(library), OPINION_FIELDS
        return
    table: Literal["statements", "passages"] = "passages" if content is ExportContent.PASSAGES else "statements"
    with open_view(library, confirmed=confirmed) as view:
        yield export_rows(view, table), EXPORT_COLUMNS[table]


def _guess_format(output: Path) -> ExportFormat:
    """Return the format of a file's suffix; raises QuestionInvalid for one that is not supported."""
    suffix = output.suffix.lower()
    if suffix in _UNSUPPORTED_SUFFIXES:
        raise QuestionInvalid(
            f"--output {output}",
            f"rows cannot be written as {suffix[1:]}",
            "Name a .csv or .jsonl file, or give --format",
        )
    return ExportFormat.CSV if suffix == ".csv" else ExportFormat.JSONL


def editions_command(
    library: LibraryPath = None,
    as_json: AsJson = False,
) -> None:
    """List the library's editions, newest first."""
    editions = list_editions(open_library(library))
    if as_json:
        typer.echo(json.dumps([build_edition_values(edition) for edition in editions], ensure_ascii=False, indent=1))
        return
    for edition in editions:
        counts = edition.manifest.counts
        statements = format_count(sum(counts.statements.values()), "statement")
        status = ", served now" if edition.current else ""
        typer.echo(f"{edition.manifest.name}  {format_count(counts.documents, 'document')}, {statements}{status}")


def diff_command(
    old: Annotated[str | None, typer.Argument(help="Edition by name or id [default: the one before NEW].")] = None,
    new: Annotated[str | None, typer.Argument(help="Edition by name or id [default: the current one].")] = None,
    library: LibraryPath = None,
    as_json: AsJson = False,
) -> None:
    """Show which documents and statements were added, removed or changed between two editions."""
    chosen = open_library(library)
    with open_view(chosen, new, visibility=ALL_VISIBILITIES) as after:
        before_id = old or after.manifest.previous
        if before_id is None:
            raise NotFound("the previous edition", "this one is the first", "Name two; palermo editions lists them")
        with open_view(chosen, before_id, visibility=ALL_VISIBILITIES) as before:
            difference = compare_editions(before, after)
    if as_json:
        typer.echo(json.dumps(build_difference_values(difference), ensure_ascii=False, indent=1))
    else:
        print_lines(format_difference(difference))


def _find_record_lines(view: View, id: str) -> list[str]:
    """Return the lines of the record with this id; raises NotFound for none, or more than one."""
    return find_by_id(id, *(partial(lines, view) for lines in (format_document, format_passage, format_statement)))


def find_by_id[T](id: str, *finders: Callable[[str], T]) -> T:
    """Return what one of the finders finds by a possibly shortened id; raises NotFound for none, or more than one."""
    found: list[T] = []
    errors: list[NotFound] = []
    for find in finders:
        try:
            found.append(find(id))
        except NotFound as error:
            errors.append(error)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(repr(id), "more than one record has an id that starts so", "Give more of its digits")
    ambiguous = next((error for error in errors if error.reason.startswith("more than one")), None)
    hint = "Give its id, or at least its first 6 digits"
    raise ambiguous or NotFound(repr(id), "no document, passage or statement has that id", hint)

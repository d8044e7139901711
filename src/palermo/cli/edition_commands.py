"""Commands that query or copy an edition: export, editions, diff, freeze."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from palermo.cli.console import print_json, print_lines, print_status
from palermo.cli.options import ALL_VISIBILITIES, AsJson, LibraryPath, choose_selection, open_library
from palermo.cli.output_files import write_output
from palermo.edition import (
    NO_FILTERS,
    Library,
    StatementSelection,
    View,
    build_filters,
    compare_editions,
    list_editions,
    list_frozen_statements,
    open_public_view,
    open_view,
)
from palermo.environment import load_settings
from palermo.errors import NotFound, QuestionInvalid
from palermo.pipeline.progress import format_count
from palermo.pipeline.second_opinions import OPINION_FIELDS, list_public_opinions
from palermo.publishing.edition_changes import build_difference_values, build_edition_values, format_difference
from palermo.publishing.exports import CSV_COLUMNS, EXPORT_FORMAT_NAMES, EXPORTS, FORMAT_BY_SUFFIX, ExportContext
from palermo.publishing.record_workbook import MAX_ROWS
from palermo.publishing.row_writers import format_csv, format_jsonl
from palermo.publishing.sheets import sheet
from palermo.publishing.static_copy.frozen_edition import freeze_edition
from palermo.registry import load_registry
from palermo.statements import StatementKind


class ExportContent(StrEnum):
    """Contents to export."""

    STATEMENTS = "statements"
    PASSAGES = "passages"
    DOCUMENTS = "documents"
    ENTITIES = "entities"
    TIES = "ties"
    NETWORK = "network"
    ACTIVITIES = "activities"
    CATALOGUE = "catalogue"
    OPINIONS = "opinions"
    ENTITY_STATEMENTS = "entity-statements"


COUNTED_CONTENTS = frozenset(
    {*ExportContent} - {ExportContent.PASSAGES, ExportContent.DOCUMENTS, ExportContent.CATALOGUE}
)
"""Contents that depend on which statements are counted."""

if TYPE_CHECKING:
    type FormatName = str
else:
    FormatName = Literal[EXPORT_FORMAT_NAMES]


def export(
    what: Annotated[ExportContent, typer.Argument(help="What to export.")],
    output: Annotated[Path, typer.Option(help="File to write, whole or not at all; - for standard output.")],
    library: LibraryPath = None,
    format: Annotated[
        FormatName | None,
        typer.Option(help="Format (default: by the file's suffix, else the first of its content)."),
    ] = None,
    confirmed: Annotated[
        bool | None,
        typer.Option(
            "--confirmed/--unconfirmed",
            help="Confirmed statements and names alone, as on pages, or all (default: statements all, each marked; "
            "in other exports confirmed ones are counted).",
        ),
    ] = None,
    edition: Annotated[
        str | None, typer.Option(help="An earlier edition, by name or id, without what is no longer public.")
    ] = None,
) -> None:
    """Export the public part of an edition, or second opinions on the current one.

    `entity-statements` is what entities stated themselves when the edition was compiled.
    """
    chosen = open_library(library)
    if what is ExportContent.OPINIONS:
        _export_opinions(chosen, _choose_format(what, output, format, ("jsonl", "csv")), output)
        return
    formats = EXPORTS.get(what.value, {})
    format_name = _choose_format(what, output, format, tuple(formats) or ("jsonl",))
    unconfirmed = what is ExportContent.STATEMENTS if confirmed is None else not confirmed
    with _open_exported_view(chosen, edition, unconfirmed) as view:
        if what is ExportContent.ENTITY_STATEMENTS:
            lines = format_jsonl(list_frozen_statements(chosen, view.manifest.id))
            _report_export(what, format_name, write_output((line.encode() for line in lines), output), output)
            return
        context = ExportContext(view=view, registry=load_registry(), address=load_settings().address)
        count = write_output(formats[format_name].write(context), output)
        _report_export(what, format_name, count, output)
        if str(output) != "-" and what in COUNTED_CONTENTS and (note := _describe_selection(view, what)):
            print_status(note)


def _describe_selection(view: View, what: ExportContent) -> str:
    """Return which statements an export counts, and how many more there are; empty if it has all of them."""
    filters = build_filters(kind=[StatementKind.ACTIVITY]) if what is ExportContent.ACTIVITIES else NO_FILTERS
    unconfirmed = view.open_selection(StatementSelection.CONFIRMED).count_unconfirmed(filters)
    if not unconfirmed or (view.selection is StatementSelection.ALL and what is not ExportContent.STATEMENTS):
        return ""
    if view.selection is StatementSelection.ALL:
        return f"{unconfirmed:,} not confirmed, as `confirmed` says of each (copies of a text count once)"
    return f"Confirmed statements and names are counted; {unconfirmed:,} more not confirmed (--unconfirmed adds them)"


def _open_exported_view(library: Library, edition: str | None, unconfirmed: bool) -> View:
    if edition:
        return open_public_view(library, edition, selection=choose_selection(unconfirmed))
    return open_view(library, selection=choose_selection(unconfirmed))


def _export_opinions(library: Library, format: str, output: Path) -> None:
    rows = list_public_opinions(library)
    lines = format_jsonl(rows) if format == "jsonl" else format_csv(rows, OPINION_FIELDS)
    count = write_output((line.encode() for line in lines), output)
    _report_export(ExportContent.OPINIONS, format, count, output)


def _report_export(content: ExportContent, format: str, part_count: int, output: Path) -> None:
    """Report what was written, with the number of rows where each part is a row."""
    if str(output) == "-":
        return
    is_blob = content in (ExportContent.TIES, ExportContent.NETWORK)
    rows = None if is_blob else {"jsonl": part_count, "csv": max(part_count - 1, 0)}.get(format)
    written = content.value if rows is None else sheet.format_count(rows, content.value)
    limit = (
        f" (at most {MAX_ROWS:,} rows; csv and jsonl have all)"
        if format == "xlsx" and content.value in CSV_COLUMNS
        else ""
    )
    print_status(f"{written} written to {output}{limit}")


def _choose_format(content: ExportContent, output: Path, format: FormatName | None, formats: Sequence[str]) -> str:
    """Return the format that was named, or that of the file's suffix.

    Raises QuestionInvalid for an unknown one.
    """
    suffix = output.suffix.lower().removeprefix(".")
    chosen = format or FORMAT_BY_SUFFIX.get(suffix, suffix) or formats[0]
    if chosen not in formats:
        subject = f"--format {format}" if format else f"--output {output}"
        reason = f"{content.value} cannot be written as {chosen}"
        raise QuestionInvalid(subject, reason, f"Choose one of {', '.join(formats)}")
    return chosen


def editions_command(
    library: LibraryPath = None,
    as_json: AsJson = False,
) -> None:
    """List the library's editions, newest first."""
    editions = list_editions(open_library(library))
    if as_json:
        print_json([build_edition_values(edition) for edition in editions])
        return
    if not editions:
        print_status("No edition yet. Build one: palermo build FOLDER")
    for edition in editions:
        counts = edition.manifest.counts
        statements = f"{format_count(sum(counts.statements.values()), 'statement')} (confirmed or not)"
        status = "".join(f", {name}" for name in edition.names) + (", served now" if edition.current else "")
        typer.echo(f"{edition.manifest.name}  {format_count(counts.documents, 'document')}, {statements}{status}")


def diff_command(
    old: Annotated[str | None, typer.Argument(help="Edition by name or id (default: the one before NEW).")] = None,
    new: Annotated[str | None, typer.Argument(help="Edition by name or id (default: the current one).")] = None,
    library: LibraryPath = None,
    as_json: AsJson = False,
) -> None:
    """Show the documents and statements that differ between two editions."""
    chosen = open_library(library)
    with open_view(chosen, new, visibility=ALL_VISIBILITIES) as after:
        before_id = old or after.manifest.previous
        if before_id is None:
            raise NotFound("the previous edition", "this one is the first", "Name two; palermo editions lists them")
        with open_view(chosen, before_id, visibility=ALL_VISIBILITIES) as old_view:
            difference = compare_editions(old_view, after)
    if as_json:
        print_json(build_difference_values(difference))
    else:
        print_lines(format_difference(difference))


def freeze(
    folder: Annotated[Path, typer.Argument(help="Folder to write; one that holds an earlier copy is replaced.")],
    library: LibraryPath = None,
) -> None:
    """Write the confirmed statements of the public edition as a folder of HTML and data, for use without a server."""
    with open_view(open_library(library), selection=StatementSelection.CONFIRMED) as view:
        context = ExportContext(view=view, registry=load_registry(), address=load_settings().address)
        report = freeze_edition(context, folder)
    pages = format_count(report.pages, "page")
    print_status(f"{pages}, {format_count(report.files, 'file')}, {report.bytes / 1_000_000:.1f} MB in {folder}")

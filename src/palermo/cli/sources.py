"""Commands for a library and its sources: init, add, list."""

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from palermo.cli.console import print_json, print_lines, print_status
from palermo.cli.options import AsJson, LibraryPath, open_library
from palermo.errors import RunStopped, SourceMissing
from palermo.pipeline.origin_status import list_origin_statuses
from palermo.pipeline.origins import add_origin, add_starter, create_library
from palermo.pipeline.progress import format_count
from palermo.sources import ORIGIN_KINDS, Origin, guess_kind, is_address
from palermo.sources.definition import DEFAULT_MAX_ENTRIES, is_foreign_address
from palermo.sources.folder_listing import Globs
from palermo.sources.starters import load_starter

if TYPE_CHECKING:
    type OriginKind = str
else:
    OriginKind = Literal[ORIGIN_KINDS]
StarterName = Literal["icat", "iom", "unodc", "osce", "greta"]
Visibility = Literal["public", "members", "secretariat"]
Rights = Literal["full", "quotes"]


def init(
    folder: Annotated[str, typer.Argument(help="Folder or s3:// address of the library.")],
    starter: Annotated[
        StarterName | None, typer.Option(help="List of official addresses to begin with; nothing is fetched yet.")
    ] = None,
) -> None:
    """Create a library: a folder with an empty list of sources or a starter list.

    `palermo add` adds to it.
    """
    library = open_library(folder)
    if starter:
        create_library(library)
        added = add_starter(library, load_starter(starter))
        typer.echo(f"{library.name}: {format_count(len(added), 'source')} added from the starter list {starter}")
        print_status(f"Fetch them and build: palermo build --library {shlex.quote(library.name)}")
        return
    if create_library(library):
        name = shlex.quote(library.name)
        typer.echo(f"{library.name}: library created. Add sources: palermo add SOURCE --library {name}")
    else:
        typer.echo(f"{library.name}: it is already a library; nothing was changed.")


def add(
    source: Annotated[str, typer.Argument(help="Folder, archive, list, RIS or BibTeX file, or an address.")],
    library: LibraryPath = None,
    kind: Annotated[OriginKind | None, typer.Option(help="What it is, if its name does not show it.")] = None,
    name: Annotated[str, typer.Option(help="Its name in the library (default: from its location)")] = "",
    include: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Include only these files.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Exclude these files.")] = None,
    most: Annotated[int, typer.Option(min=1, help="Maximum documents of a list.")] = DEFAULT_MAX_ENTRIES,
    publisher: Annotated[list[str] | None, typer.Option(help="Registry id of their publisher.")] = None,
    visibility: Annotated[Visibility | None, typer.Option(help="Who may see its documents.")] = None,
    rights: Annotated[Rights | None, typer.Option(help="Whether full texts may be shown.")] = None,
    consent: Annotated[
        bool | None, typer.Option(help="Whether the people in the documents agreed to their stories being shown.")
    ] = None,
) -> None:
    """Add a source to the library; the next `palermo build` reads it."""
    origin = Origin(
        name=name,
        kind=_determine_kind(source, kind),
        location=source if is_address(source) else str(Path(source).expanduser().resolve()),
        line_number=0,
        globs=Globs(include=tuple(include or ()), exclude=tuple(exclude or ())),
        max_entries=most,
        publishers=tuple(publisher or ()),
        visibility=visibility,
        full_text=None if rights is None else rights == "full",
        consent=consent,
    )
    chosen = open_library(library)
    added = add_origin(chosen, origin)
    typer.echo(f"{added.name}: added as {added.kind}, {added.location}")
    print_status(f"Build with it: palermo build --library {shlex.quote(chosen.name)}")


def list_command(library: LibraryPath = None, as_json: AsJson = False) -> None:
    """List the library's sources: contents, last check, failures."""
    statuses = list_origin_statuses(open_library(library))
    if as_json:
        print_json([asdict(status) for status in statuses])
        return
    for status in statuses:
        print_lines(status.format_lines())
    if not statuses:
        print_status("No source yet. Add one: palermo add SOURCE")


def _determine_kind(source: str, kind_option: str | None) -> str:
    if is_foreign_address(source):
        raise RunStopped(source, "only http and https can be fetched", "Download it, and add the file or its folder")
    if not is_address(source) and not Path(source).expanduser().exists():
        raise SourceMissing(source, "there is no such folder or file", "Check the spelling")
    kind = kind_option or guess_kind(source)
    if kind is None:
        hint = f"Name its kind: --kind, one of {', '.join(ORIGIN_KINDS)}"
        raise RunStopped(source, "its name does not show what it is", hint)
    return kind

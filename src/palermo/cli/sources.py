"""Commands about where documents come from: init, add, list, doctor."""

import json
import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal

import typer

from palermo.cli.console import print_lines, print_status
from palermo.cli.options import AsJson, LibraryPath, open_library
from palermo.edition import Library
from palermo.errors import RunStopped, SourceMissing
from palermo.pipeline import (
    HealthCheck,
    add_origin,
    create_library,
    list_origin_statuses,
    run_health_checks,
    shipped_stages,
)
from palermo.settings import load_settings
from palermo.sources import ORIGIN_KINDS, Origin, guess_kind, is_address
from palermo.sources.definition import DEFAULT_MAX_ENTRIES
from palermo.sources.globs import Globs

OriginKind = Literal["folder", "archive", "address", "addresses", "sitemap", "feed", "ris", "bibtex"]
Visibility = Literal["public", "members", "secretariat"]
Rights = Literal["full", "quotes"]


def init(
    folder: Annotated[str, typer.Argument(help="Folder or s3:// address of the library.")],
) -> None:
    """Make a library: a folder with an empty list of sources, which `palermo add` fills."""
    library = open_library(folder)
    if create_library(library):
        typer.echo(f"{library.name}: a library is made. Add sources: palermo add SOURCE --library {library.name}")
    else:
        typer.echo(f"{library.name}: it is a library already; nothing was changed.")


def add(
    source: Annotated[str, typer.Argument(help="Folder, archive, list, RIS or BibTeX file, or an address.")],
    library: LibraryPath = None,
    kind: Annotated[OriginKind | None, typer.Option(help="What it is, where its name does not tell.")] = None,
    name: Annotated[str, typer.Option(help="Its name in the library [default: from its place]")] = "",
    include: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Take these alone.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Leave these out.")] = None,
    most: Annotated[int, typer.Option(min=1, help="Documents of a list or feed that are taken.")] = DEFAULT_MAX_ENTRIES,
    publisher: Annotated[list[str] | None, typer.Option(help="Registry id of who published them.")] = None,
    visibility: Annotated[Visibility | None, typer.Option(help="Who may see its documents.")] = None,
    rights: Annotated[Rights | None, typer.Option(help="Whether full texts may be shown.")] = None,
    consent: Annotated[bool | None, typer.Option(help="Whether those whose stories they tell agreed.")] = None,
) -> None:
    """Add a source to the library; the next `palermo build` looks through it."""
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
    print_status(f"Build with it: palermo build --library {chosen.name}")


def list_command(library: LibraryPath = None, as_json: AsJson = False) -> None:
    """List the library's sources: what each holds, when it was looked at last, what failed."""
    found = list_origin_statuses(open_library(library))
    if as_json:
        typer.echo(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        print_lines(one.format_lines())
    if not found:
        print_status("No source yet. Add one: palermo add SOURCE")


def doctor_command(
    library: LibraryPath = None,
    no_network: Annotated[bool, typer.Option("--no-network", help="Ask no address.")] = False,
    as_json: AsJson = False,
    serving: Annotated[
        bool, typer.Option("--serving", help="Look at what a public portal needs too: secret, hosts, HTTPS, database.")
    ] = False,
) -> None:
    """Look at the machine, the library, its sources and its edition; exit code 1 where something is wrong."""
    wrong = False
    checks = []
    chosen = open_library(library)
    looked = run_health_checks(chosen, shipped_stages(), network=not no_network)
    for check in chain(looked, _check_portal(chosen, network=not no_network) if serving else ()):
        wrong = wrong or check.state == "wrong"
        checks.append(check.as_dict())
        if not as_json:
            typer.echo(check.format_line())
    if as_json:
        typer.echo(json.dumps(checks, ensure_ascii=False, indent=1))
    if wrong:
        raise typer.Exit(1)


def _check_portal(library: Library, *, network: bool) -> Iterator[HealthCheck]:
    """What keeps a portal of the library from the public; Django is loaded for this alone."""
    os.environ["PALERMO_LIBRARY"] = str(library.path.absolute())
    from palermo.portal.deployment import check_deployment

    return check_deployment(load_settings(), network=network)


def _determine_kind(source: str, kind_option: str | None) -> str:
    if not is_address(source) and not Path(source).expanduser().exists():
        raise SourceMissing(source, "there is no such folder or file", "Check how it is written")
    found = kind_option or guess_kind(source)
    if found is None:
        raise RunStopped(
            source, "its name does not tell what it is", f"Say it: --kind, one of {', '.join(ORIGIN_KINDS)}"
        )
    return found

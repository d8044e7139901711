"""The command line: thin commands. Exit codes: 0 done, 1 could not, 2 wrong usage; no traceback reaches a user."""

import json
import os
import signal
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from typer.core import TyperGroup

from palermo import __version__, registry, vocabulary
from palermo.analysis import evaluate, labelled_rows
from palermo.edition import Library, View, diff, editions, library_at, open_view
from palermo.edition.export import COLUMNS, csv_lines, jsonl_lines, rows, write_csv, write_jsonl
from palermo.errors import NotFound, PalermoError, RunStopped, SettingInvalid, SourceMissing
from palermo.pipeline import Hands, Scheduler, build, clean, counted, resolve_names, shipped_stages, status, telling
from palermo.settings import from_environment

EVERYBODY: Final = ("public", "members", "secretariat")
"""Whoever has the library's folder may see all of it; exports hold what is public."""
SAMPLE: Final = Path(__file__).parents[2] / "sample"


class Door(TyperGroup):
    """Turns every error into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except PalermoError as error:
            _complain(str(error))
        except KeyboardInterrupt:
            _complain("stopped. What was finished is kept: run the same command again to go on.")
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except typer.Exit:
            raise
        except Exception as error:
            if getattr(error, "format_message", None):  # wrong usage, which Typer explains
                raise
            if _debugging():
                raise
            words = " ".join(str(error).split())[:300]
            _complain(f"an unexpected {type(error).__name__}: {words} (set PALERMO_DEBUG=1 to see where)")
        raise typer.Exit(1)


app = typer.Typer(
    cls=Door,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="One shared, sourced map of the counter-trafficking field, rebuilt from its documents.",
)
vocabulary_app = typer.Typer(no_args_is_help=True, help="The controlled words.")
app.add_typer(vocabulary_app, name="vocabulary")
LibraryPath = Annotated[
    str | None,
    typer.Option("--library", help="Folder or s3:// address of the library [default: PALERMO_LIBRARY, else library]"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to serve at.")]
Workers = Annotated[
    int | None,
    typer.Option(min=0, max=256, help="Reading processes; 0: one for each core [default: PALERMO_WORKERS]"),
]


class What(StrEnum):
    """What can be exported."""

    STATEMENTS = "statements"
    PASSAGES = "passages"


class VocabularyFormat(StrEnum):
    """How the vocabulary can be exported."""

    SKOS = "skos"
    JSONLD = "jsonld"
    CSV = "csv"


class Format(StrEnum):
    """How it can be exported."""

    JSONL = "jsonl"
    CSV = "csv"


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"palermo {__version__}")
        raise typer.Exit


@app.callback()
def _palermo(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """One shared, sourced map of the counter-trafficking field, rebuilt from its documents."""


@app.command("build")
def build_command(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders or files; none: those of the last build.", metavar="FOLDER..."),
    ] = None,
    library: LibraryPath = None,
    workers: Workers = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Read with a Dask cluster: its scheduler's address, such as tcp://host:8786.")
    ] = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait for another build of the library to end.")] = False,
) -> None:
    """Read documents, find their statements, and serve them as a new edition.

    The edition holds the documents of these folders and no others.
    """
    hands = Scheduler(address=scheduler) if scheduler else _workers(workers)
    _build(_library(library), folders or [], hands, wait)


@app.command("status")
def status_command(
    library: LibraryPath = None,
    as_json: AsJson = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Check every file of the edition; 1 if one is damaged.")
    ] = False,
) -> None:
    """Tell the current edition, the documents that could not be read and why, and the last build."""
    found = status(_library(library), verified=verify)
    if as_json:
        typer.echo(json.dumps(found.values(), ensure_ascii=False, indent=1))
    else:
        _print(found.lines())
    found.refuse_damage()


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="Of a document, passage or statement; its first six digits will do.")],
    library: LibraryPath = None,
) -> None:
    """Show a document, a passage, or a statement with all that it rests on."""
    with open_view(_library(library), visibility=EVERYBODY) as view:
        _print(_shown(view, id))


@app.command()
def export(
    what: Annotated[What, typer.Argument(help="What to export.")],
    output: Annotated[Path, typer.Option(help="File to write, whole or not at all; - for standard output.")],
    library: LibraryPath = None,
    format: Annotated[Format, typer.Option(help="Form of the rows.")] = Format.JSONL,
) -> None:
    """Write all public statements or passages of the current edition."""
    with open_view(_library(library)) as view:
        found = rows(view, what.value)
        columns = COLUMNS[what.value]
        if str(output) == "-":
            for line in jsonl_lines(found) if format is Format.JSONL else csv_lines(found, columns):
                sys.stdout.write(line)
            return
        try:
            count = write_jsonl(found, output) if format is Format.JSONL else write_csv(found, output, columns)
        except OSError as error:
            raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
        _tell(f"{counted(count, what.value[:-1])} written to {output}")


@app.command("editions")
def editions_command(
    library: LibraryPath = None,
    as_json: AsJson = False,
) -> None:
    """List the library's editions, newest first."""
    from palermo.publishing.changes import edition_values

    found = editions(_library(library))
    if as_json:
        typer.echo(json.dumps([edition_values(one) for one in found], ensure_ascii=False, indent=1))
    for one in () if as_json else found:
        counts = one.manifest.counts
        held = f"{counted(counts.documents, 'document')}, {counted(sum(counts.statements.values()), 'statement')}"
        typer.echo(f"{one.manifest.name}  {held}{', served now' if one.current else ''}")


@app.command("diff")
def diff_command(
    old: Annotated[str | None, typer.Argument(help="Edition by name or id [default: the one before NEW].")] = None,
    new: Annotated[str | None, typer.Argument(help="Edition by name or id [default: the current one].")] = None,
    library: LibraryPath = None,
    as_json: AsJson = False,
) -> None:
    """Tell which documents and statements came, went or changed from one edition to another."""
    from palermo.publishing.changes import difference_lines, difference_values

    chosen = _library(library)
    with open_view(chosen, new, visibility=EVERYBODY) as after:
        before_id = old or after.manifest.previous
        if before_id is None:
            raise NotFound("the edition before", "this one is the first", "Name two editions: palermo editions")
        with open_view(chosen, before_id, visibility=EVERYBODY) as before:
            found = diff(before, after)
    if as_json:
        typer.echo(json.dumps(difference_values(found), ensure_ascii=False, indent=1))
    else:
        _print(difference_lines(found))


@app.command("clean")
def clean_command(
    library: LibraryPath = None,
    keep: Annotated[int, typer.Option(min=0, help="Editions to keep beside the current one.")] = 5,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would go, and take nothing away.")] = False,
) -> None:
    """Take away old editions, and what is cached for documents that no edition holds any more."""
    done = clean(_library(library), keep, dry_run)
    for name in done.editions:
        typer.echo(f"{'would go' if dry_run else 'gone'}: edition {name}")
    freed = f"{done.bytes / 1_000_000:,.1f} MB"
    gone = f"{counted(len(done.editions), 'edition')}, {counted(done.cached, 'cached file')}, {freed}"
    typer.echo(f"{gone} {'would go' if dry_run else 'gone'}; {counted(done.kept, 'edition')} kept")


@app.command("proposals")
def proposals_command(library: LibraryPath = None, as_json: AsJson = False) -> None:
    """List the organisations that the registry does not know, with their names, documents and quotes."""
    from palermo.publishing.proposed import told

    with open_view(_library(library), visibility=EVERYBODY) as view:
        _print(told(view, registry.load(), as_json))


@app.command("evaluate")
def evaluate_command(
    gold: Annotated[Path, typer.Argument(help="Labelled recommendations: a file of JSON lines.")],
    library: LibraryPath = None,
    ignore: Annotated[Path | None, typer.Option(help="Labelled ones that count neither for nor against.")] = None,
    mistakes: Annotated[int, typer.Option(min=0, help="How many mistakes of each sort to show.")] = 0,
) -> None:
    """Score the current edition's recommendations against labelled ones."""
    from palermo.publishing.scores import score_lines

    labelled, ignored = labelled_rows(gold), labelled_rows(ignore) if ignore else []
    with open_view(_library(library), visibility=EVERYBODY) as view:
        _print(score_lines(evaluate(view.every_statement(), labelled, ignored), mistakes))


@app.command()
def resolve(
    jsonl: Annotated[Path, typer.Option(help='Names: a file of JSON lines, {"name": ...}.')],
    output: Annotated[Path, typer.Option(help="File to write, whole or not at all.")],
) -> None:
    """Give each name of an organisation its id; names of one unknown organisation share a provisional one."""
    names, organisations = resolve_names(jsonl, output)
    _tell(f"{counted(names, 'name')}, {counted(organisations, 'organisation')} written to {output}")


@vocabulary_app.command("export")
def export_vocabulary(
    output: Annotated[Path, typer.Option(help="File to write; - for standard output.")] = Path("-"),
    format: Annotated[VocabularyFormat, typer.Option(help="Form of the file.")] = VocabularyFormat.SKOS,
) -> None:
    """Write the vocabulary with labels, definitions, broader concepts and targets of the 2030 Agenda."""
    from palermo.publishing.vocabulary import FORMATS  # rdflib is needed here alone

    written = FORMATS[format.value](vocabulary.load())
    if str(output) == "-":
        sys.stdout.write(written)
        return
    try:
        output.write_text(written, encoding="utf-8")
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
    _tell(f"vocabulary {vocabulary.load().version} written to {output}")


@app.command()
def serve(
    library: LibraryPath = None,
    port: Port = 8000,
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
) -> None:
    """Serve the current edition as web pages, until interrupted."""
    _serve(_library(library), port, host)


@app.command()
def demo(
    port: Port = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop after the edition is built.")] = False,
    library: Annotated[Path, typer.Option(help="The library to make.")] = Path("var/demo"),
    workers: Workers = None,
) -> None:
    """Build the sample library, and serve it."""
    from palermo.publishing.digests import render_sample  # the libraries that write PDF and DOCX are needed here alone

    if not SAMPLE.is_dir():
        raise SourceMissing(str(SAMPLE), "the sample texts are not there", "Run it from a checkout of the repository")
    documents = library.with_name(f"{library.name}-documents")
    render_sample(SAMPLE, documents)
    _build(Library(library), [documents], _workers(workers))
    if not no_serve:
        _serve(Library(library), port, "127.0.0.1")


def _workers(chosen: int | None) -> int:
    return (from_environment().workers if chosen is None else chosen) or os.cpu_count() or 1


def _build(library: Library, folders: list[Path], hands: Hands, wait: bool = False) -> None:
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # to end as gently as for Ctrl-C
    try:
        stages = shipped_stages()
        report = build(library, folders, stages=stages, workers=hands, progress=telling(console), wait=wait)
    finally:
        signal.signal(signal.SIGTERM, before)
    for warning in report.warnings:
        _complain(warning)
    if report.quarantined:
        _tell(f"Why documents could not be read: palermo status --library {library.name}")
    if report.kept:
        _tell("Not one document could be read: the edition from before is still served.")
    typer.echo(report.line())


def _serve(library: Library, port: int, host: str) -> None:
    from palermo.portal.serve import serve as serve_portal  # Django is loaded by this command alone

    with library.followed():
        serve_portal(library.path, port, host)


def _shown(view: View, id: str) -> list[str]:
    """Find what has this id, whichever kind of thing it is; raises NotFound for none, or more than one."""
    from palermo.publishing.plain import document_lines, passage_lines, statement_lines  # brings PDF and DOCX along

    found: list[list[str]] = []
    refused: list[NotFound] = []
    for lines in (document_lines, passage_lines, statement_lines):
        try:
            found.append(lines(view, id))
        except NotFound as error:
            refused.append(error)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(repr(id), "more than one thing has an id that starts so", "Give more of its digits")
    many = next((error for error in refused if error.reason.startswith("more than one")), None)
    mend = "Give its id, or at least its first 6 digits"
    raise many or NotFound(repr(id), "no document, passage or statement has that id", mend)


def _library(address: str | None) -> Library:
    settings = from_environment()
    return library_at(address or settings.library, settings.mirrors)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _debugging() -> bool:
    try:
        return from_environment().debug
    except SettingInvalid:
        return False


def _tell(words: str) -> None:
    typer.echo(words, err=True)


def _complain(words: str) -> None:
    typer.echo(f"palermo: {words}", err=True)


def main() -> None:
    """Run the command that was typed."""
    app(prog_name="palermo")

"""The commands `palermo report`: dossiers, briefs, the annual report and the mapping resource as files."""

import ctypes
import gc
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, wraps
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from palermo import registry, vocabulary
from palermo.analysis.appraisal import appraise_instruments
from palermo.analysis.follow_up import find_searched_works, open_follow_up
from palermo.cli.console import print_status
from palermo.cli.derived_artefacts import ensure_artefacts
from palermo.cli.options import LibraryPath, Unconfirmed, choose_selection, open_library
from palermo.cli.output_files import write_output
from palermo.edition import StatementSelection, limit_cached_rows, open_view
from palermo.errors import QuestionInvalid, RunStopped
from palermo.pipeline.derived_artefacts import ensure_follow_up
from palermo.pipeline.progress import format_count
from palermo.reports.builders.catalogue import ReportKind, build_report
from palermo.reports.context import EditionFacts, ReportContext
from palermo.reports.issued_report import IssuedTexts
from palermo.reports.model import Report
from palermo.reports.translation import Translator
from palermo.reports.writers.report_formats import ReportFormat, write_report

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Dossiers, briefs, annual reports and the mapping resource."
)

FormatOption = Annotated[
    ReportFormat | None, typer.Option("--format", help="Format (default: by the file's suffix, else md).")
]
OutputOption = Annotated[Path, typer.Option("--output", help="File to write; - for standard output.")]
LanguageOption = Annotated[str, typer.Option("--language", help="Language: en, fr, es, ar, ru or zh.")]
STDOUT = Path("-")
MAX_CACHED_ROWS_BYTES = 2 << 20
"""Maximum bytes of rows that the command keeps; a report reads few rows twice."""


@app.callback()
def _describe_group() -> None:
    """Dossiers, briefs, annual reports and the mapping resource, every sentence with its source."""


def _add_command(kind: ReportKind, name: str, subject: tuple[str, str] | str, summary: str) -> None:
    """Add the command that writes a report of this kind.

    `subject` is the name and help of the argument that names the report's subject, or the one subject that a library
    has a report about.
    """
    metavar, argument_help = ("", "") if isinstance(subject, str) else subject

    def write(
        about: Annotated[str, typer.Argument(metavar=metavar, help=argument_help)],
        library: LibraryPath = None,
        format: FormatOption = None,
        output: OutputOption = STDOUT,
        language: LanguageOption = "en",
        unconfirmed: Unconfirmed = False,
    ) -> None:
        save_report((kind, about), ReportEdition(library, language, unconfirmed), format, output)

    app.command(name, help=summary)(_fix_first_argument(write, subject) if isinstance(subject, str) else write)


def _fix_first_argument(function: Callable[..., None], value: str) -> Callable[..., None]:
    """Return a function with the signature of another without its first parameter, whose argument is `value`."""

    @wraps(function)
    def call(**options: Any) -> None:
        function(value, **options)

    signature = inspect.signature(function)
    call.__signature__ = signature.replace(parameters=list(signature.parameters.values())[1:])  # type: ignore[attr-defined]
    return call


_add_command(
    ReportKind.DOSSIER,
    "dossier",
    ("term", "A theme, form, kind of work or group; a filter; or a question."),
    """Write the dossier of a subject.

    It has a definition, figures, the framework, recommendations, who works on the subject, and gaps.""",
)
_add_command(
    ReportKind.ENTITY,
    "entity",
    ("id", "Id, name or acronym of an entity of the registry."),
    "Write the brief of an entity: mandate, priorities, activities, partners, publications, gaps.",
)
_add_command(
    ReportKind.COUNTRY,
    "country",
    ("area", "ISO 3166-1 code or name of a State, or M49 code or name of a region."),
    """Write the brief of a State or region.

    It has recommendations with answers and follow-up, activities and instruments.""",
)


@app.command("annual")
def report_annual(
    year: Annotated[str, typer.Argument(help="Year of the documents, such as 2022.")],
    library: LibraryPath = None,
    format: FormatOption = None,
    output: OutputOption = STDOUT,
    language: LanguageOption = "en",
    unconfirmed: Unconfirmed = False,
    foreword: Annotated[
        Path | None, typer.Option(help="Text of the foreword, UTF-8; without it the report is a draft.")
    ] = None,
) -> None:
    """Write the chairs' annual report of a year, compared with the year before."""
    paragraphs = read_foreword(foreword) if foreword else ()
    save_report((ReportKind.ANNUAL, year), ReportEdition(library, language, unconfirmed), format, output, paragraphs)


_add_command(
    ReportKind.FOLLOW_UP,
    "follow-up",
    ("year", "Year in which the recommendations were made."),
    "Write what the coordination group asked in a year, and what was found since.",
)
_add_command(
    ReportKind.SUBMISSION,
    "submission",
    ("provisions", "Instrument and numbers of provisions: palermo-protocol:9,10"),
    """Write the draft of a submission on provisions of an instrument.

    It has evidence, progress, gaps and draft paragraphs.""",
)


_add_command(
    ReportKind.CHECKLIST,
    "checklist",
    "procurement",
    "Write the checklist for procurement officers, a source for each line.",
)
_add_command(
    ReportKind.MAPPING,
    "mapping",
    "latest",
    "Write the mapping resource: mandates, priorities and key activities of every entity and mechanism.",
)


class ReportEdition(NamedTuple):
    """The library whose current edition a report is about, the report's language, and what it counts."""

    library: str | None
    language: str
    has_unconfirmed: bool


@contextmanager
def open_report_context(edition: ReportEdition) -> Iterator[ReportContext]:
    """Open the current edition with chains, answers and appraisals; raises NoLibrary and QuestionInvalid."""
    Translator(edition.language)  # complains of a language before anything is computed
    chosen = open_library(edition.library)
    ensure_artefacts(chosen, ensure_follow_up)
    with open_view(chosen, selection=choose_selection(edition.has_unconfirmed)) as view:
        known, store = registry.load_registry(), chosen.open_artefacts(view.manifest.id)
        facts = EditionFacts(
            view=view,
            registry=known,
            vocabulary=vocabulary.load_vocabulary(),
            load_follow_up=lambda: open_follow_up(store, view),
            load_searched=lambda: find_searched_works(view),
            load_appraisals=lambda: appraise_instruments(store, view, known),
            open_unconfirmed=lambda: view.open_selection(StatementSelection.ALL),
        )
        yield ReportContext(facts=facts, language=edition.language, issued=open_issued_texts(chosen.path))


def open_issued_texts(library: Path) -> IssuedTexts:
    """Return the issued joint texts of a library's portal, opened on first use; none without a portal."""

    @cache
    def load_texts() -> IssuedTexts:
        # The portal takes as much memory as a report, and annual reports alone need it.
        from palermo.portal.issued_texts import load_issued_texts

        return load_issued_texts(library)

    return IssuedTexts(
        list_ids=lambda: load_texts().list_ids(),
        find_annual_report=lambda year, language: load_texts().find_annual_report(year, language),
    )


def save_report(
    subject: tuple[ReportKind, str],
    edition: ReportEdition,
    format: ReportFormat | None,
    output: Path,
    foreword: tuple[str, ...] = (),
) -> None:
    """Write a report about a subject from a library, to a file or standard output.

    Raises ReportFailed, NotFound, QuestionInvalid and RunStopped.
    """
    chosen = format or guess_format(output)
    if str(output) == "-" and chosen in (ReportFormat.DOCX, ReportFormat.PDF):
        raise QuestionInvalid(f"--format {chosen}", "it cannot be printed", f"Name a file: --output report.{chosen}")
    limit_cached_rows(MAX_CACHED_ROWS_BYTES)
    report = _build_report(subject, edition, foreword)
    free_memory()  # for the layout
    write_output([write_report(report, chosen)], output)
    if str(output) != "-":
        print_status(f"{report.title}: {format_count(len(report.sources), 'source')}, written to {output}")


def _build_report(subject: tuple[ReportKind, str], edition: ReportEdition, foreword: tuple[str, ...]) -> Report:
    """Build a report; nothing of the edition remains in use afterwards."""
    with open_report_context(edition) as context:
        return build_report(*subject, replace(context, foreword=foreword))


def free_memory() -> None:
    """Give memory that nothing uses any more back to the system, which glibc does only when asked."""
    gc.collect()
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


def guess_format(output: Path) -> ReportFormat:
    """Return the format of a file's suffix, or Markdown without one; raises QuestionInvalid for an unknown one."""
    suffix = output.suffix.lower().lstrip(".") or ReportFormat.MD.value
    if suffix not in list(ReportFormat):
        endings = ", ".join(f".{item.value}" for item in ReportFormat)
        raise QuestionInvalid(f"--output {output}", f"no format has the ending .{suffix}", f"Use one of {endings}")
    return ReportFormat(suffix)


def read_foreword(path: Path) -> tuple[str, ...]:
    """Return the paragraphs of a text file; raises RunStopped if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = f"it cannot be read ({getattr(error, 'strerror', None) or 'it is not UTF-8'})"
        raise RunStopped(str(path), reason, "Name a UTF-8 text file") from error
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())

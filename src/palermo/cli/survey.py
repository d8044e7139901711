"""The commands of the mapping survey: its form, and the check of a completed one."""

from pathlib import Path
from typing import Annotated

import typer

from palermo import registry, vocabulary
from palermo.cli.console import print_status, print_warning
from palermo.cli.output_files import write_output
from palermo.errors import RunStopped, SourceMissing
from palermo.languages import LANGUAGES
from palermo.pipeline.progress import format_count
from palermo.pipeline.proposed_documents import check_table
from palermo.pipeline.wiring import shipped_stages
from palermo.publishing.survey_form import build_form

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="The mapping survey: an empty form, and a check of completed tables.",
)


@app.command("template")
def write_template(
    output: Annotated[Path, typer.Option(help="File to write, whole or not at all.")],
    language: Annotated[str, typer.Option(help=f"Language of the form: {', '.join(LANGUAGES)}.")] = "en",
) -> None:
    """Write the form of the mapping survey: a workbook with the choices of each cell."""
    if language not in LANGUAGES:
        raise typer.BadParameter(f"{language} is none of {', '.join(LANGUAGES)}", param_hint="--language")
    write_output([build_form(registry.load_registry(), vocabulary.load_vocabulary(), language)], output)
    print_status(f"Fill in the sheet Activities of {output}, then: palermo survey check {output}")


@app.command("check")
def check_survey(
    table: Annotated[Path, typer.Argument(help="A completed form, or a table of who does what where.")],
) -> None:
    """Read a table as a build would and report what is wrong in which cell; nothing is imported."""
    if not table.is_file():
        raise SourceMissing(str(table), "there is no such file", "Check the spelling")
    check = check_table(table, shipped_stages())
    for fault in check.faults:
        print_warning(str(fault))
    if check.faults:
        raise RunStopped(
            str(table),
            f"{format_count(len(check.faults), 'cell')} to correct",
            "Correct them: until then nothing of it is imported",
        )
    if not check.statements:
        hint = "Name it in the first row, such as Organisation, Activity, Country; or fill in palermo survey template"
        missing = ", nor for ".join(check.missing_columns)
        reason = f"no column with entries is for {missing}" if missing else "its rows name no organisation"
        raise RunStopped(str(table), reason, hint)
    typer.echo(f"{format_count(check.rows, 'row')}, {format_count(len(check.statements), 'statement')}: no faults")

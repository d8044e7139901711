"""The commands of the mapping survey: its form, and a check of one that is filled in."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from palermo import registry, vocabulary
from palermo.cli.console import print_status, print_warning
from palermo.edition.files import open_atomic
from palermo.errors import RunStopped, SourceMissing
from palermo.pipeline import check_table, format_count, shipped_stages

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="The mapping survey: a form to fill in, and a check of tables."
)


class SurveyLanguage(StrEnum):
    """In which the form is there."""

    EN = "en"
    FR = "fr"
    ES = "es"
    AR = "ar"


@app.command("template")
def write_template(
    output: Annotated[Path, typer.Option(help="File to write, whole or not at all.")],
    language: Annotated[SurveyLanguage, typer.Option(help="Language of the form.")] = SurveyLanguage.EN,
) -> None:
    """Write the form of the mapping survey: a workbook with the choices of each cell."""
    from palermo.publishing.survey_form import build_form

    try:
        with open_atomic(output) as file:
            file.write(build_form(registry.load_registry(), vocabulary.load_vocabulary(), language.value))
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
    print_status(f"Fill in the sheet Activities of {output}, then: palermo survey check {output}")


@app.command("check")
def check_survey(
    table: Annotated[Path, typer.Argument(help="A form that is filled in, or a table of who does what where.")],
) -> None:
    """Read a table as a build would, and tell what is wrong in which cell; nothing is added."""
    if not table.is_file():
        raise SourceMissing(str(table), "it is no file", "Check how it is written")
    found = check_table(table, shipped_stages())
    for fault in found.faults:
        print_warning(str(fault))
    if found.faults:
        raise RunStopped(
            str(table), f"{format_count(len(found.faults), 'cell')} to mend", "Nothing of it would be imported"
        )
    if not found.statements:
        mend = "Name it in the first row, such as Organisation, Activity, Country; or fill in palermo survey template"
        without = ", nor for ".join(found.missing_columns)
        told = f"no column with entries is for {without}" if without else "its rows name nobody who does anything"
        raise RunStopped(str(table), told, mend)
    typer.echo(f"{format_count(found.rows, 'row')}, {format_count(len(found.statements), 'statement')}: all is well")

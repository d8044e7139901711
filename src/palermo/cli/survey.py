"""The commands of the mapping survey: its form, and a check of one that is filled in."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from palermo import registry, vocabulary
from palermo.cli.door import complain, tell
from palermo.edition.files import replacing
from palermo.errors import RunStopped, SourceMissing
from palermo.pipeline import check_table, counted, shipped_stages

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="The mapping survey: a form to fill in, and a check of tables."
)


class Language(StrEnum):
    """In which the form is there."""

    EN = "en"
    FR = "fr"
    ES = "es"
    AR = "ar"


@app.command("template")
def template(
    output: Annotated[Path, typer.Option(help="File to write, whole or not at all.")],
    language: Annotated[Language, typer.Option(help="Language of the form.")] = Language.EN,
) -> None:
    """Write the form of the mapping survey: a workbook with the choices of each cell."""
    from palermo.publishing.survey import form

    try:
        with replacing(output) as file:
            file.write(form(registry.load(), vocabulary.load(), language.value))
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error
    tell(f"Fill in the sheet Activities of {output}, then: palermo survey check {output}")


@app.command("check")
def check(
    table: Annotated[Path, typer.Argument(help="A form that is filled in, or a table of who does what where.")],
) -> None:
    """Read a table as a build would, and tell what is wrong in which cell; nothing is added."""
    if not table.is_file():
        raise SourceMissing(str(table), "it is no file", "Check how it is written")
    found = check_table(table, shipped_stages())
    for fault in found.faults:
        complain(str(fault))
    if found.faults:
        raise RunStopped(str(table), f"{counted(len(found.faults), 'cell')} to mend", "Nothing of it would be imported")
    if not found.statements:
        mend = "Name it in the first row, such as Organisation, Activity, Country; or fill in palermo survey template"
        without = ", nor for ".join(found.lacking)
        told = f"no column with entries is for {without}" if without else "its rows name nobody who does anything"
        raise RunStopped(str(table), told, mend)
    typer.echo(f"{counted(found.rows, 'row')}, {counted(len(found.statements), 'statement')}: all is well")

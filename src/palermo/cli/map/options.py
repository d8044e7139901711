"""Options that all maps share, what is asked by them, and the answer as a file."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from palermo import registry, vocabulary
from palermo.analysis import Values, Where, where
from palermo.cli.door import tell, terminal_width
from palermo.cli.options import library_of
from palermo.edition import View, open_view
from palermo.errors import QuestionInvalid, RunStopped
from palermo.publishing.sheets import Sheet
from palermo.statements import Kind


class Format(StrEnum):
    """How a map can be written."""

    TABLE = "table"
    CSV = "csv"
    HXL = "hxl"
    XLSX = "xlsx"
    SVG = "svg"
    JSON = "json"


Conditions = Annotated[
    list[str] | None,
    typer.Option("--where", help="Only statements with this: region=africa, theme=technology, year=2018..2022."),
]
Kinds = Annotated[list[Kind] | None, typer.Option("--kind", help="Only statements of this kind.")]
MapFormat = Annotated[
    Format | None,
    typer.Option(
        "--format", help="Form of the map; hxl is CSV with tags [default: as the file's name ends, else table]."
    ),
]
Output = Annotated[Path | None, typer.Option("--output", help="File to write, whole or not at all [default: shown].")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a map is asked of: an edition, seen as everybody may see it, and which of its statements."""

    view: View
    values: Values
    where: Where


@contextmanager
def asking(library: str | None, conditions: list[str] | None, kinds: list[Kind] | None = None) -> Iterator[Asked]:
    """Open the current edition, and read the conditions; raises QuestionInvalid for one that cannot be."""
    values = Values(registry.load(), vocabulary.load())
    wanted = where(conditions or (), values, kinds or ())
    with open_view(library_of(library)) as view:
        yield Asked(view=view, values=values, where=wanted)


def form_of(format: Format | None, output: Path | None) -> Format:
    """The form that was asked for, else that of the file's ending, else a table."""
    ending = output.suffix.lower().lstrip(".") if output else ""
    return format or next((form for form in Format if form.value == ending), Format.TABLE)


def put(sheet: Sheet, format: Format | None, output: Path | None, picture: Callable[[], str] | None = None) -> None:
    """Write a map, or show it, in the form of `form_of`; picture: makes its SVG.

    Raises RunStopped where the file cannot be written, QuestionInvalid where there is no picture, or a workbook is to
    be shown.
    """
    form = form_of(format, output)
    if output is None:
        if form is Format.XLSX:
            raise QuestionInvalid("--format xlsx", "a workbook cannot be shown", "Name a file: --output map.xlsx")
        sys.stdout.write(_made(sheet, form, picture, terminal_width()).decode())
    else:
        _write(_made(sheet, form, picture), output)
        tell(f"{sheet.title}: written to {output}")
    if not sheet.rows:
        tell("Nothing in this edition is as the filters ask.")


def _made(sheet: Sheet, format: Format, picture: Callable[[], str] | None, width: int | None = None) -> bytes:
    """A map in a form; a table within the width in places of a terminal, where one is given."""
    from palermo.publishing.sheets import csv, plain, xlsx
    from palermo.publishing.sheets.json import values

    match format:
        case Format.TABLE:
            return "".join(f"{line}\n" for line in plain.table_lines(sheet, width)).encode()
        case Format.JSON:
            return (json.dumps(values(sheet), ensure_ascii=False, indent=1) + "\n").encode()
        case Format.XLSX:
            return xlsx.workbook(sheet)
        case Format.CSV | Format.HXL:
            return "".join(csv.lines(sheet, tagged=format is Format.HXL)).encode()
    if picture is None:
        raise QuestionInvalid("--format svg", "this map has no picture", "Take another format")
    return picture().encode()


def _write(made: bytes, output: Path) -> None:
    from palermo.edition.files import replacing

    try:
        with replacing(output) as file:
            file.write(made)
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error

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
from palermo.analysis import DimensionValues, FilterSet, parse_filter_set
from palermo.cli.console import get_terminal_width, print_status
from palermo.cli.options import open_library
from palermo.edition import View, open_view
from palermo.errors import QuestionInvalid, RunStopped
from palermo.publishing.sheets import MapSheet
from palermo.statements import StatementKind


class MapFormat(StrEnum):
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
Kinds = Annotated[list[StatementKind] | None, typer.Option("--kind", help="Only statements of this kind.")]
MapFormatOption = Annotated[
    MapFormat | None,
    typer.Option(
        "--format", help="Form of the map; hxl is CSV with tags [default: as the file's name ends, else table]."
    ),
]
Output = Annotated[Path | None, typer.Option("--output", help="File to write, whole or not at all [default: shown].")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRequest:
    """What a map is asked of: an edition, seen as everybody may see it, and which of its statements."""

    view: View
    values: DimensionValues
    filter_set: FilterSet


@contextmanager
def open_map_request(
    library: str | None, conditions: list[str] | None, kinds: list[StatementKind] | None = None
) -> Iterator[MapRequest]:
    """Open the current edition, and read the conditions; raises QuestionInvalid for one that cannot be."""
    values = DimensionValues(registry.load_registry(), vocabulary.load_vocabulary())
    wanted = parse_filter_set(conditions or (), values, kinds or ())
    with open_view(open_library(library)) as view:
        yield MapRequest(view=view, values=values, filter_set=wanted)


def choose_format(format: MapFormat | None, output: Path | None) -> MapFormat:
    """The form that was asked for, else that of the file's ending, else a table."""
    ending = output.suffix.lower().lstrip(".") if output else ""
    return format or next((form for form in MapFormat if form.value == ending), MapFormat.TABLE)


def write_map(
    sheet: MapSheet, format: MapFormat | None, output: Path | None, draw_svg: Callable[[], str] | None = None
) -> None:
    """Write a map, or show it, in the form of `choose_format`; picture: makes its SVG.

    Raises RunStopped where the file cannot be written, QuestionInvalid where there is no picture, or a workbook is to
    be shown.
    """
    form = choose_format(format, output)
    if output is None:
        if form is MapFormat.XLSX:
            raise QuestionInvalid("--format xlsx", "a workbook cannot be shown", "Name a file: --output map.xlsx")
        sys.stdout.write(_render_map(sheet, form, draw_svg, get_terminal_width()).decode())
    else:
        _write_file(_render_map(sheet, form, draw_svg), output)
        print_status(f"{sheet.title}: written to {output}")
    if not sheet.rows:
        print_status("Nothing in this edition is as the filters ask.")


def _render_map(
    sheet: MapSheet, format: MapFormat, draw_svg: Callable[[], str] | None, width: int | None = None
) -> bytes:
    """A map in a form; a table within the width in places of a terminal, where one is given."""
    from palermo.publishing.sheets import csv, text_table, xlsx
    from palermo.publishing.sheets.json import build_sheet_values

    match format:
        case MapFormat.TABLE:
            return "".join(f"{line}\n" for line in text_table.format_sheet(sheet, width)).encode()
        case MapFormat.JSON:
            return (json.dumps(build_sheet_values(sheet), ensure_ascii=False, indent=1) + "\n").encode()
        case MapFormat.XLSX:
            return xlsx.build_workbook(sheet)
        case MapFormat.CSV | MapFormat.HXL:
            return "".join(csv.format_sheet_csv(sheet, tagged=format is MapFormat.HXL)).encode()
    if draw_svg is None:
        raise QuestionInvalid("--format svg", "this map has no picture", "Take another format")
    return draw_svg().encode()


def _write_file(content: bytes, output: Path) -> None:
    from palermo.edition.files import open_atomic

    try:
        with open_atomic(output) as file:
            file.write(content)
    except OSError as error:
        raise RunStopped(str(output), f"it cannot be written ({error.strerror})", "Name another file") from error

"""Options that all maps share, the request that they form, and the output of a map."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from palermo import registry, vocabulary
from palermo.analysis import FacetValues, parse_filters
from palermo.cli.console import get_terminal_width, print_status
from palermo.cli.options import choose_selection, open_library
from palermo.cli.output_files import write_output
from palermo.edition import Filters, View, open_view
from palermo.errors import QuestionInvalid
from palermo.publishing.sheets import MapSheet, SheetSource, text_table
from palermo.publishing.sheets.sheet_formats import write_sheet
from palermo.statements import StatementKind


class MapFormat(StrEnum):
    """Output formats of a map."""

    TABLE = "table"
    CSV = "csv"
    HXL = "hxl"
    XLSX = "xlsx"
    SVG = "svg"
    JSON = "json"
    JSONL = "jsonl"
    PARQUET = "parquet"
    ARROW = "arrow"


BINARY_FORMATS = frozenset({MapFormat.XLSX, MapFormat.PARQUET, MapFormat.ARROW})

Conditions = Annotated[
    list[str] | None,
    typer.Option("--where", help="Only statements with this: region=africa, theme=technology, year=2018..2022."),
]
Kinds = Annotated[list[StatementKind] | None, typer.Option("--kind", help="Only statements of this kind.")]
MapFormatOption = Annotated[
    MapFormat | None,
    typer.Option("--format", help="Format; hxl is CSV with tags (default: by the file's suffix, else table)."),
]
Output = Annotated[
    Path | None, typer.Option("--output", help="File to write, whole or not at all (default: standard output).")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRequest:
    """The public view of an edition, and a selection of its statements."""

    view: View
    values: FacetValues
    filters: Filters

    @property
    def sheet_source(self) -> SheetSource:
        """What sheets of the edition are made from."""
        return SheetSource(view=self.view, filters=self.filters, values=self.values)


@contextmanager
def open_map_request(
    library: str | None,
    conditions: list[str] | None,
    kinds: list[StatementKind] | None = None,
    *,
    unconfirmed: bool = False,
) -> Iterator[MapRequest]:
    """Open the current edition and parse the conditions; raises QuestionInvalid for an invalid one."""
    values = FacetValues(registry.load_registry(), vocabulary.load_vocabulary())
    filters = parse_filters(conditions or (), values, kinds or ())
    with open_view(open_library(library), selection=choose_selection(unconfirmed)) as view:
        yield MapRequest(view=view, values=values, filters=filters)


def choose_format(format: MapFormat | None, output: Path | None) -> MapFormat:
    """Return the chosen format, else that of the file's suffix; raises QuestionInvalid for an unknown one."""
    suffix = output.suffix.lower().lstrip(".") if output else ""
    known = {option.value: option for option in MapFormat} | {"txt": MapFormat.TABLE, "": MapFormat.TABLE}
    if format is None and suffix not in known:
        endings = ", ".join(f".{name}" for name in known if name)
        raise QuestionInvalid(f"--output {output}", f"no format has the ending .{suffix}", f"Use one of {endings}")
    return format or known[suffix]


def write_map(
    sheet: MapSheet, format: MapFormat | None, output: Path | None, draw_svg: Callable[[], str] | None = None
) -> None:
    """Write a map, or print it, in the format of `choose_format`; `draw_svg` returns its chart.

    Raises RunStopped if the file cannot be written, and QuestionInvalid if there is no chart, or for a binary format
    without a file.
    """
    chosen = choose_format(format, output)
    if output is None:
        if chosen in BINARY_FORMATS:
            hint = f"Name a file: --output map.{chosen.value}"
            raise QuestionInvalid(f"--format {chosen.value}", "it is no text that can be printed", hint)
        sys.stdout.write(_render_map(sheet, chosen, draw_svg, get_terminal_width()).decode())
    else:
        write_output([_render_map(sheet, chosen, draw_svg)], output)
        print_status(f"{sheet.title}: written to {output}")
    if sheet.unconfirmed:
        more = "1 more is" if sheet.unconfirmed == 1 else f"{sheet.unconfirmed:,} more are"
        print_status(f"Confirmed statements are counted; {more} not confirmed (--unconfirmed counts them too)")
    elif not sheet.rows:
        print_status("No statement of this edition matches the filters.")


def _render_map(
    sheet: MapSheet, format: MapFormat, draw_svg: Callable[[], str] | None, width: int | None = None
) -> bytes:
    """Return a map in a format; a table fits into `width` columns, if given."""
    match format:
        case MapFormat.TABLE:
            return "".join(f"{line}\n" for line in text_table.format_sheet(sheet, width)).encode()
        case MapFormat.HXL:
            return write_sheet(sheet, "hxl.csv")
        case MapFormat.JSON:
            return write_sheet(sheet, "json") + b"\n"
        case MapFormat.SVG if draw_svg:
            return draw_svg().encode()
        case MapFormat.SVG:
            raise QuestionInvalid("--format svg", "this map has no chart", "Choose another format")
    return write_sheet(sheet, format.value)

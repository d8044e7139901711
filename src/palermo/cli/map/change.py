"""The command `palermo map change`."""

from typing import Annotated

import typer

from palermo.analysis.cross_tabulation import parse_query
from palermo.analysis.cross_tabulation.comparison import compare_editions, compare_periods
from palermo.cli.map.map_options import (
    Conditions,
    Confirmed,
    Kinds,
    MapFormatOption,
    Output,
    open_map_request,
    write_map,
)
from palermo.cli.options import LibraryPath, choose_selection, open_library
from palermo.edition import open_public_view
from palermo.errors import QuestionInvalid
from palermo.publishing.sheets.change import build_change_sheet


def show_change(
    rows: Annotated[str, typer.Option(help="Dimension of the rows.")] = "actor",
    columns: Annotated[str, typer.Option(help="Dimension of the columns.")] = "intervention",
    since: Annotated[
        str | None, typer.Option(help="Edition by name or id to compare with (default: the previous one).")
    ] = None,
    periods: Annotated[
        list[str] | None, typer.Option("--period", help="Twice: years to compare, such as 2015..2019 and 2020..2024.")
    ] = None,
    conditions: Conditions = None,
    kinds: Kinds = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
    confirmed: Confirmed = False,
) -> None:
    """Show what is new, gone or growing in a map: since an edition, or between two periods."""
    if periods and len(periods) != 2:
        raise QuestionInvalid("--period", "two periods are needed", "Give --period 2015..2019 --period 2020..2024")
    with open_map_request(library, conditions, kinds, confirmed=confirmed) as request:
        query = parse_query(rows, columns, None, request.filters)
        manifest = request.view.manifest
        if periods:
            earlier, later = (request.values.find_ids("year", years) for years in periods)
            change = compare_periods(request.view, query, request.values, earlier, later)
            compared = f"{periods[0]} against {periods[1]}"
        else:
            previous_id = since or manifest.previous
            if previous_id is None:
                raise QuestionInvalid("the previous edition", "this one is the first", "Give two periods: --period")
            with open_public_view(open_library(library), previous_id, selection=choose_selection(confirmed)) as old:
                change = compare_editions(old, request.view, query, request.values)
                compared = f"edition {old.manifest.name} against {manifest.name}"
        write_map(build_change_sheet(change, compared, request.sheet_source), format, output)

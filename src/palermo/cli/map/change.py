"""The command that compares a map of two editions or two periods."""

from typing import Annotated

import typer

from palermo.cli.map.options import Conditions, Kinds, MapFormat, Output, asking, put
from palermo.cli.options import LibraryPath, library_of
from palermo.edition import open_earlier
from palermo.errors import QuestionInvalid


def change(
    rows: Annotated[str, typer.Option(help="Dimension of the rows.")] = "entity",
    columns: Annotated[str, typer.Option(help="Dimension of the columns.")] = "intervention",
    since: Annotated[
        str | None, typer.Option(help="Edition by name or id to compare with [default: the one before].")
    ] = None,
    periods: Annotated[
        list[str] | None, typer.Option("--period", help="Twice: years to compare, such as 2015..2019 and 2020..2024.")
    ] = None,
    conditions: Conditions = None,
    kinds: Kinds = None,
    library: LibraryPath = None,
    format: MapFormat = None,
    output: Output = None,
) -> None:
    """Tell what is new in a map, what fell silent and what grew: since an edition, or between two periods."""
    from palermo.analysis.who_does_what import ground_of, question
    from palermo.analysis.who_does_what.change import of_editions, of_periods
    from palermo.publishing.sheets.change import sheet

    if periods and len(periods) != 2:
        raise QuestionInvalid("--period", "it is not given twice", "Give --period 2015..2019 --period 2020..2024")
    with asking(library, conditions, kinds) as asked:
        wanted = question(rows, columns, None, asked.where)
        ground, manifest = ground_of(asked.view, asked.values), asked.view.manifest
        if periods:
            earlier, later = (asked.values.ids("year", years) for years in periods)
            found = of_periods(ground, wanted, asked.values, earlier, later)
            compared = f"{periods[0]} against {periods[1]}"
        else:
            before = since or manifest.previous
            if before is None:
                raise QuestionInvalid("the edition before", "this one is the first", "Give two periods: --period")
            with open_earlier(library_of(library), before) as old:
                found = of_editions(ground_of(old, asked.values), ground, wanted, asked.values)
                compared = f"edition {old.manifest.name} against {manifest.name}"
        put(sheet(found, manifest, asked.values, compared), format, output)

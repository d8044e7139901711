"""Differences between two maps as a sheet."""

from palermo.analysis import DimensionValues
from palermo.analysis.cross_tabulation.comparison import CrossTabComparison
from palermo.edition import Manifest
from palermo.publishing.sheets.sheet import MapSheet, SheetColumn, SheetSource
from palermo.publishing.sheets.who_does_what import get_value_name


def build_change_sheet(
    change: CrossTabComparison, manifest: Manifest, values: DimensionValues, comparison: str, language: str = "en"
) -> MapSheet:
    """Return the cells that differ; `comparison` says in words what is compared."""
    query = change.later.query
    title = f"What changed in who does what: {' by '.join(query.axes)}, {comparison}"
    places = ("row", "column", "facet")[: len(query.axes)]
    columns = [
        *(SheetColumn(key=place, label=axis) for place, axis in zip(places, query.axes, strict=True)),
        *(SheetColumn(key=f"{p}_name", label=f"{axis} (name)") for p, axis in zip(places, query.axes, strict=True)),
        SheetColumn(key="turn", label="What became of it"),
        SheetColumn(key="before", label="Before", display="number"),
        SheetColumn(key="after", label="After", display="number"),
    ]
    rows = []
    for cell in change.cells:
        at = [cell.row, cell.column, cell.facet or ""][: len(places)]
        names = [
            change.later.names.get(id) or get_value_name(axis, id, change.earlier, values, language)
            for axis, id in zip(query.axes, at, strict=True)
        ]
        rows.append([*at, *names, cell.change_kind.value, cell.earlier_count, cell.later_count])
    before, after = change.earlier.denominators, change.later.denominators
    return SheetSource(manifest=manifest, filters=query.where, values=values, language=language).build_sheet(
        title=title,
        denominators={
            "statements_before": before["statements"],
            "statements_after": after["statements"],
            "documents_before": before["documents"],
            "documents_after": after["documents"],
        },
        columns=columns,
        rows=rows,
        notes=(
            f"Compared: {comparison}. A statement that is not found any more does not mean that the activity ended",
        ),
        rows_key="cells",
    )

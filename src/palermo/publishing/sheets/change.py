"""Differences between two maps as a sheet."""

from dataclasses import replace

from palermo.analysis.cross_tabulation.comparison import CrossTabComparison
from palermo.publishing.sheets.sheet import MapSheet, SheetColumn, SheetSource, build_axis_columns


def build_change_sheet(change: CrossTabComparison, comparison: str, source: SheetSource) -> MapSheet:
    """Return the cells that differ; `comparison` says in words what is compared."""
    query = change.later.query
    title = f"What changed in who does what: {' by '.join(query.axes)}, {comparison}"
    places = ("row", "column", "facet")[: len(query.axes)]
    columns = [
        *build_axis_columns(places, query.axes, source.language),
        SheetColumn(key="turn", label="What became of it"),
        SheetColumn(key="before", label="Before", display="number"),
        SheetColumn(key="after", label="After", display="number"),
    ]
    rows = []
    printed_names = {**change.earlier.names, **change.later.names}
    for cell in change.cells:
        at = [cell.row, cell.column, cell.facet or ""][: len(places)]
        names = [source.get_label(axis, id, printed_names) for axis, id in zip(query.axes, at, strict=True)]
        rows.append([*at, *names, cell.change_kind.value, cell.earlier_count, cell.later_count])
    before, after = change.earlier.denominators, change.later.denominators
    return replace(source, filters=query.where).build_sheet(
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

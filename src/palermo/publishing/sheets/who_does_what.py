"""A map of who does what as sheets: one row for each cell, a matrix for terminals, and what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from palermo.analysis import Emptiness
from palermo.analysis.cross_tabulation import AxisValue, CrossTabCell, CrossTabulation
from palermo.analysis.cross_tabulation.comparison import CrossTabComparison
from palermo.analysis.facet_values import UNNAMED_VALUES
from palermo.publishing.phrases import Phrase
from palermo.publishing.sheets.sheet import (
    MapSheet,
    SheetCell,
    SheetColumn,
    SheetGrid,
    SheetSource,
    build_axis_columns,
    note_more,
)
from palermo.publishing.sheets.text_table import shorten_middle
from palermo.statements import FACET_BY_NAME, NAME_FACETS

MEASURE_COLUMNS = (
    SheetColumn(key="statements", label="Statements", display="number", tag="#indicator+statements+num"),
    SheetColumn(key="documents", label="Documents", display="number", tag="#indicator+documents+num"),
    SheetColumn(key="entities", label="Entities", display="number", tag="#indicator+entities+num"),
    SheetColumn(key="newest", label="Newest", tag="#date+newest+year"),
    SheetColumn(key="share", label="Share of row", display="share", tag="#indicator+share+pct"),
    SheetColumn(key="per_document", label="Per document", tag="#indicator+per_document+num"),
    SheetColumn(key="emptiness", label="Emptiness", tag="#status+emptiness"),
    SheetColumn(key="searched", label="Searched", display="number", tag="#indicator+searched+num"),
)
MAX_ABSENT_NAMES = 20
"""Entities without a document that a note names; its rows, unless they are left out, have them all."""
SPARSE_NOTE = Phrase("Cells without statements are left out; every cell, with why it is empty, is there on request")


def build_map_sheet(result: CrossTabulation, source: SheetSource, *, sparse: bool | None = None) -> MapSheet:
    """Return the cells of a map by row, column and facet; the filters are those of the map.

    With `sparse`, cells without statements are left out. None means that they are left out only for maps with a
    facet, which have tens of thousands of them.
    """
    query = result.query
    sparse = query.facet is not None if sparse is None else sparse
    if sparse:
        result = replace(result, cells=[cell for cell in result.cells if cell.statements], absent=())
    places = ("row", "column", "facet")[: len(query.axes)]
    columns = [*build_axis_columns(places, query.axes, source.language), *MEASURE_COLUMNS]
    sheet = replace(source, filters=query.where).build_sheet(
        title=_build_title(result),
        denominators=result.denominators,
        columns=columns,
        rows=[*_build_cell_rows(result, source), *_build_absent_rows(result, source)],
        notes=(*build_notes(result, source), *((SPARSE_NOTE,) if sparse else ())),
        rows_key="cells",
    )
    rows = [f"{place}_name" for place in ("facet", "row") if place in places]
    return replace(sheet, grid=SheetGrid(rows=rows, columns="column_name", values="statements"))


def cite_map(result: CrossTabulation, source: SheetSource) -> str:
    """Return the citation of a map."""
    return replace(source, filters=result.query.where).build_citation(_build_title(result))


def _build_title(result: CrossTabulation) -> str:
    return Phrase("Who does what: {axes}", axes=_join_axes(result.query.axes))


def _join_axes(names: Sequence[str]) -> Phrase:
    rows, columns, *facet = map(FACET_BY_NAME.__getitem__, names)
    if facet:
        return Phrase("{rows} by {columns} by {facet}", rows=rows, columns=columns, facet=facet[0])
    return Phrase("{rows} by {columns}", rows=rows, columns=columns)


def build_notes(result: CrossTabulation, source: SheetSource) -> Iterator[str]:
    """Return the caveats that readers of the map need."""
    searched = result.denominators["documents_in_all"]
    if result.coverage:
        yield Phrase(
            "Entities that appear in far more of the documents ({searched} in all) than others: {frequent}; half of "
            "the entities appear in at most {middle}: a map of who publishes is not a map of who works; the measure "
            "per document makes up for it",
            searched=searched,
            frequent=[
                Phrase("{name} ({number})", name=source.get_label("actor", row.row, result.names), number=row.documents)
                for row in result.coverage
            ],
            middle=int(result.coverage[0].middle),
        )
    yield from _note_unlisted_rows(result)
    if not result.denominators["statements"] and {"region", "place"} & set(result.query.where.selected):
        yield Phrase(
            "States seldom name their own country in their reports: actor=REGION asks for the States of a region"
        )
    if result.absent:
        names = [source.get_label("actor", id, result.names) for id in result.absent[:MAX_ABSENT_NAMES]]
        yield Phrase(
            "No document by or about these entities is in the library, so that their cells say nothing: {names}",
            names=[*names, *note_more(len(result.absent) - len(names))],
        )


def _note_unlisted_rows(result: CrossTabulation) -> Iterator[str]:
    printed, unnamed = (result.denominators.get(name, 0) for name in ("as_printed", "unnamed"))
    if printed or unnamed:
        yield Phrase(
            "Statements with a name that has no registry id: {printed}; without a name: {unnamed}; {where}",
            printed=printed,
            unnamed=unnamed,
            where=Phrase("the last rows are theirs")
            if result.query.others
            else Phrase("{condition} and =none find them", condition=f"{result.query.rows}=as-printed"),
        )


def _build_cell_rows(result: CrossTabulation, source: SheetSource) -> Iterator[list[SheetCell]]:
    axes = result.query.axes
    for cell in result.cells:
        at = [cell.row, cell.column, cell.facet or ""][: len(axes)]
        names = [source.get_label(axis, id, result.names) for axis, id in zip(axes, at, strict=True)]
        measures = (cell.statements, cell.documents, cell.entities, cell.newest, round(cell.share, 4))
        emptiness = cell.emptiness.value if cell.emptiness else None
        yield [*at, *names, *measures, round(cell.per_document, 3), emptiness, cell.searched]


def _build_absent_rows(result: CrossTabulation, source: SheetSource) -> Iterator[list[SheetCell]]:
    """Yield one row for each cell of an entity without documents, if the rows of the map are entities."""
    query = result.query
    if query.rows != "actor" or query.facet:
        return
    for id in result.absent:
        for column in result.columns:
            names = (source.get_label(*value, result.names) for value in ((query.rows, id), (query.columns, column.id)))
            yield [id, column.id, *names, 0, 0, 0, None, 0.0, 0.0, "no-document", 0]


def build_change_sheet(change: CrossTabComparison, comparison: str, source: SheetSource) -> MapSheet:
    """Return the cells that differ; `comparison` says in words what is compared."""
    query, where = change.later.query, change.later.query.where
    if where != change.earlier.query.where:  # two periods
        where = replace(where, selected={name: ids for name, ids in where.selected.items() if name != "year"})
    title = Phrase(
        "What changed in who does what: {axes}, {comparison}", axes=_join_axes(query.axes), comparison=comparison
    )
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
    return replace(source, filters=where).build_sheet(
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
            Phrase(
                "Compared: {comparison}. A statement that is not found any more does not mean that the activity ended",
                comparison=comparison,
            ),
        ),
        rows_key="cells",
    )


MAX_COLUMNS = 8
"""Maximum number of columns, those with the most statements."""
MAX_ROWS = 40
MAX_HEADER_CHARS = 24
"""Maximum number of characters of a column's title."""
LEGEND_NOTE = "· nothing found, × no document in the library, (year) the newest is old"


def build_matrix(result: CrossTabulation, source: SheetSource) -> MapSheet:
    """Return the rows and columns with the most statements; other formats contain all."""
    query = result.query
    full_sheet = build_map_sheet(replace(result, cells=(), absent=()), source)
    columns = [line.id for line in result.columns if line.statements][:MAX_COLUMNS]
    shown_rows = [line for line in result.rows if line.statements]
    rows = [*shown_rows[:MAX_ROWS], *(line for line in shown_rows[MAX_ROWS:] if line.id in UNNAMED_VALUES)]
    heads = [
        SheetColumn(key=id, label=shorten_middle(_get_short_name(query.columns, id, result, source), MAX_HEADER_CHARS))
        for id in columns
    ]
    lines = _build_lines(result, rows, columns, source)
    left = len(shown_rows) - len(rows)
    notes = [
        *full_sheet.notes,
        LEGEND_NOTE,
        *([f"{left:,} more rows, and all columns, in the other formats"] if left else []),
    ]
    names = [
        *([SheetColumn(key="facet", label=query.facet)] if query.facet else []),
        SheetColumn(key="row", label=query.rows),
    ]
    all_of = SheetColumn(key="all", label="All", display="number")
    return replace(full_sheet, columns=[*names, *heads, all_of], rows=lines, notes=notes, rows_key="rows")


def _get_short_name(dimension: str, id: str, result: CrossTabulation, source: SheetSource) -> str:
    """Return an organisation's acronym if it has one, else the name."""
    acronym = source.values.get_acronym(id) if dimension in NAME_FACETS else None
    return acronym or source.get_label(dimension, id, result.names)


def _format_cell(cell: CrossTabCell | None) -> str:
    match cell.emptiness if cell else Emptiness.NO_EVIDENCE:
        case Emptiness.NO_EVIDENCE:
            return "·"
        case Emptiness.NO_DOCUMENT:
            return "×"
        case Emptiness.OLD_EVIDENCE:
            return f"{cell.statements:,} ({cell.newest})" if cell else "·"
    return f"{cell.statements:,}" if cell else "·"


def _build_lines(
    result: CrossTabulation, rows: Sequence[AxisValue], columns: Sequence[str], source: SheetSource
) -> list[list[SheetCell]]:
    """Return a line of cells for each row of each facet, without lines of facets without statements."""
    query = result.query
    cells = {(cell.row, cell.column, cell.facet): cell for cell in result.cells}
    lines: list[list[SheetCell]] = []
    for facet in [line.id for line in result.facets] if query.facet else [None]:
        for row in rows:
            row_cells = [cells.get((row.id, column, facet)) for column in columns]
            if facet is None or any(cell and cell.statements for cell in row_cells):
                first = [_get_short_name(query.facet or "", facet, result, source)] if facet else []
                name = _get_short_name(query.rows, row.id, result, source)
                total = result.get_margin(query.rows, row, facet).statements
                lines.append([*first, name, *(_format_cell(cell) for cell in row_cells), total])
    return lines

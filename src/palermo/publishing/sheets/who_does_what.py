"""A map of who does what as a sheet: one row for each cell."""

from collections.abc import Iterator
from dataclasses import replace

from palermo.analysis import Values
from palermo.analysis.who_does_what import WhoDoesWhat
from palermo.edition import Manifest
from palermo.publishing.sheets.sheet import Cell, Column, Sheet, citation, numbered
from palermo.publishing.sheets.told import told

MEASURES = (
    Column(key="statements", label="Statements", shown="number", tag="#indicator+statements+num"),
    Column(key="documents", label="Documents", shown="number", tag="#indicator+documents+num"),
    Column(key="entities", label="Entities", shown="number", tag="#indicator+entities+num"),
    Column(key="newest", label="Newest", tag="#date+newest+year"),
    Column(key="share", label="Share of row", shown="share", tag="#indicator+share+pct"),
    Column(key="per_document", label="Per document", tag="#indicator+per_document+num"),
    Column(key="emptiness", label="Emptiness", tag="#status+emptiness"),
    Column(key="searched", label="Searched", shown="number", tag="#indicator+searched+num"),
)
TAGS = {
    "entity": "#org+{}",
    "partner": "#org+partner+{}",
    "audience": "#org+audience+{}",
    "addressee": "#org+addressee+{}",
    "intervention": "#activity+type+{}",
    "theme": "#sector+theme+{}",
    "exploitation": "#sector+exploitation+{}",
    "group": "#beneficiary+type+{}",
    "country": "#country+{}",
    "region": "#region+{}",
    "instrument": "#meta+instrument+{}",
    "year": "#date+year+{}",
    "kind": "#meta+kind+{}",
    "response": "#status+response+{}",
    "language": "#meta+lang+{}",
    "nature": "#meta+nature+{}",
    "subject": "#meta+subject+{}",
}
"""Tags of the Humanitarian Exchange Language by dimension; an attribute says whether it is a code or a name."""
SPARSE = "Cells without statements are left out; every cell, with why it is empty, is there on request"


def sheet(
    found: WhoDoesWhat, manifest: Manifest, values: Values, language: str = "en", *, sparse: bool | None = None
) -> Sheet:
    """The cells of a map, by row, column and facet, with their names in that language.

    sparse: without the cells that have no statement; None: so with a facet, for there are tens of thousands of them.
    """
    asked = found.question
    sparse = asked.facet is not None if sparse is None else sparse
    if sparse:
        found = replace(found, cells=[cell for cell in found.cells if cell.statements], absent=())
    title = _title(found)
    filters = told(asked.where, values, language)
    places = ("row", "column", "facet")[: len(asked.axes)]
    axes = list(zip(places, asked.axes, strict=True))
    code = {"country": "code+v_iso3", "region": "code+v_m49"}
    columns = [
        *(Column(key=place, label=axis, tag=TAGS[axis].format(code.get(axis, "code"))) for place, axis in axes),
        *(Column(key=f"{place}_name", label=f"{axis} (name)", tag=TAGS[axis].format("name")) for place, axis in axes),
        *MEASURES,
    ]
    return Sheet(
        title=title,
        edition=manifest.name,
        filters=asked.where.asked,
        told=filters,
        denominators=found.denominators,
        cite=citation_of(found, manifest, values, language),
        columns=columns,
        rows=[*_cells(found, values, language), *_absent(found, values, language)],
        notes=(*notes(found, values, language), *((SPARSE,) if sparse else ())),
        called="cells",
    )


def citation_of(found: WhoDoesWhat, manifest: Manifest, values: Values, language: str = "en") -> str:
    """How to cite a map."""
    return citation(_title(found), manifest, told(found.question.where, values, language))


def _title(found: WhoDoesWhat) -> str:
    return f"Who does what: {' by '.join(found.question.axes)}"


def notes(found: WhoDoesWhat, values: Values, language: str = "en") -> Iterator[str]:
    """What the map's readers must know to read it rightly."""
    searched = found.denominators["documents_in_all"]
    if found.coverage:
        heard = ", ".join(
            f"{name_of('entity', one.row, found, values, language)} in {one.documents:,}" for one in found.coverage
        )
        yield (
            f"Of {numbered(searched, 'documents')}, those that appear far more often than others: {heard}; half of the "
            f"entities in {found.coverage[0].middle:g} or fewer: a map of who publishes is not a map of who works; "
            "the measure per document makes up for it"
        )
    yield from _without_row(found)
    if not found.denominators["statements"] and {"region", "country"} & set(found.question.where.asked):
        yield "States seldom name their own country in what they tell: entity=REGION asks for the States of a region"
    if found.absent:
        names = ", ".join(name_of("entity", id, found, values, language) for id in found.absent)
        yield f"No document by or about these entities is in the library, so that their cells say nothing: {names}"


def _without_row(found: WhoDoesWhat) -> Iterator[str]:
    printed, unnamed = (found.denominators.get(name, 0) for name in ("as_printed", "unnamed"))
    if printed or unnamed:
        shown = (
            "the last rows are theirs"
            if found.question.others
            else f"{found.question.rows}=as-printed and =none find them"
        )
        yield (
            f"Statements that name somebody whom the registry has no id for: {printed:,}; "
            f"that name nobody: {unnamed:,}; {shown}"
        )


def name_of(dimension: str, id: str, found: WhoDoesWhat, values: Values, language: str) -> str:
    """The name of a value for showing, also of what the registry does not know."""
    return found.names.get(id) or values.label(dimension, id, language)


def _cells(found: WhoDoesWhat, values: Values, language: str) -> Iterator[list[Cell]]:
    axes = found.question.axes
    for cell in found.cells:
        at = [cell.row, cell.column, cell.facet or ""][: len(axes)]
        names = [name_of(axis, id, found, values, language) for axis, id in zip(axes, at, strict=True)]
        measures = (cell.statements, cell.documents, cell.entities, cell.newest, round(cell.share, 4))
        emptiness = cell.emptiness.value if cell.emptiness else None
        yield [*at, *names, *measures, round(cell.per_document, 3), emptiness, cell.searched]


def _absent(found: WhoDoesWhat, values: Values, language: str) -> Iterator[list[Cell]]:
    """One row for each cell of an entity of which nothing was searched, where entities are the rows of the map."""
    asked = found.question
    if asked.rows != "entity" or asked.facet:
        return
    for id in found.absent:
        for column in found.columns:
            names = [
                name_of(axis, one, found, values, language)
                for axis, one in zip(asked.axes, (id, column.id), strict=True)
            ]
            yield [id, column.id, *names, 0, 0, 0, None, 0.0, 0.0, "no-document", 0]

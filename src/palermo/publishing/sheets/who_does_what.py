"""A map of who does what as a sheet: one row for each cell."""

from palermo.analysis import Values
from palermo.analysis.who_does_what import WhoDoesWhat
from palermo.edition import Manifest
from palermo.publishing.sheets.sheet import Column, Sheet, citation
from palermo.publishing.sheets.told import told

_MEASURES = (
    Column(key="statements", label="Statements", shown="number", tag="#indicator+statements+num"),
    Column(key="documents", label="Documents", shown="number", tag="#indicator+documents+num"),
    Column(key="newest", label="Newest", tag="#date+newest+year"),
    Column(key="emptiness", label="Emptiness", tag="#status+emptiness"),
)


def sheet(found: WhoDoesWhat, manifest: Manifest, values: Values, language: str = "en") -> Sheet:
    """The cells of a map, by row, column and facet, with their names in that language."""
    asked = found.question
    title = f"Who does what: {' by '.join(asked.axes)}"
    filters = told(asked.where, values, language)
    places = ("row", "column", "facet")[: len(asked.axes)]
    columns = [
        *(
            Column(key=place, label=axis, tag=TAGS.get(axis, ""))
            for place, axis in zip(places, asked.axes, strict=True)
        ),
        *(Column(key=f"{place}_name", label=f"{axis} (name)") for place, axis in zip(places, asked.axes, strict=True)),
        *_MEASURES,
    ]
    rows = []
    for cell in found.cells:
        at = [(cell.row, cell.column, cell.facet or "")[n] for n in range(len(places))]
        names = [values.label(axis, id, language) for axis, id in zip(asked.axes, at, strict=True)]
        measures = (cell.statements, cell.documents, cell.newest, cell.emptiness and cell.emptiness.value)
        rows.append([*at, *names, *measures])
    return Sheet(
        title=title,
        edition=manifest.name,
        filters=asked.where.asked,
        told=filters,
        denominators=found.denominators,
        cite=citation(title, manifest, filters),
        columns=columns,
        rows=rows,
        called="cells",
    )


TAGS = {
    "entity": "#org+id",
    "partner": "#org+partner+id",
    "intervention": "#activity+type+code",
    "theme": "#sector+theme+code",
    "exploitation": "#sector+exploitation+code",
    "group": "#beneficiary+type+code",
    "audience": "#org+audience+code",
    "addressee": "#org+addressee+id",
    "country": "#country+code+v_iso3",
    "region": "#region+code+v_m49",
    "instrument": "#meta+instrument+code",
    "year": "#date+year",
    "kind": "#meta+kind",
}
"""Tags of the Humanitarian Exchange Language by dimension."""

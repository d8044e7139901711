"""What changed between two maps as a sheet."""

from palermo.analysis import Values
from palermo.analysis.who_does_what.change import Change
from palermo.edition import Manifest
from palermo.publishing.sheets.sheet import Column, Sheet, citation
from palermo.publishing.sheets.told import told
from palermo.publishing.sheets.who_does_what import name_of


def sheet(found: Change, manifest: Manifest, values: Values, compared: str, language: str = "en") -> Sheet:
    """The cells that differ; compared: what is compared with what, in words."""
    asked = found.after.question
    title = f"What changed in who does what: {' by '.join(asked.axes)}, {compared}"
    filters = [*told(asked.where, values, language)]
    places = ("row", "column", "facet")[: len(asked.axes)]
    columns = [
        *(Column(key=place, label=axis) for place, axis in zip(places, asked.axes, strict=True)),
        *(Column(key=f"{p}_name", label=f"{axis} (name)") for p, axis in zip(places, asked.axes, strict=True)),
        Column(key="turn", label="What became of it"),
        Column(key="before", label="Before", shown="number"),
        Column(key="after", label="After", shown="number"),
    ]
    rows = []
    for cell in found.cells:
        at = [cell.row, cell.column, cell.facet or ""][: len(places)]
        names = [
            found.after.names.get(id) or name_of(axis, id, found.before, values, language)
            for axis, id in zip(asked.axes, at, strict=True)
        ]
        rows.append([*at, *names, cell.turn.value, cell.before, cell.after])
    before, after = found.before.denominators, found.after.denominators
    return Sheet(
        title=title,
        edition=manifest.name,
        filters=asked.where.asked,
        told=filters,
        denominators={
            "statements_before": before["statements"],
            "statements_after": after["statements"],
            "documents_before": before["documents"],
            "documents_after": after["documents"],
        },
        cite=citation(title, manifest, filters),
        columns=columns,
        rows=rows,
        notes=(f"Compared: {compared}. What fell silent is no longer found; it need not have ended",),
        called="cells",
    )

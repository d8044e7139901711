"""The command that asks who works with whom, and who could."""

from typing import Annotated

import typer

from palermo import registry
from palermo.cli.map.options import Asked, Conditions, Format, MapFormat, Output, asking, put
from palermo.cli.options import LibraryPath


def partnerships(
    prospects: Annotated[
        bool, typer.Option("--prospects", help="Who could work together, instead of who does.")
    ] = False,
    entity: Annotated[str | None, typer.Option(help="Only ties of this entity: its id or name.")] = None,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Pairs that are shown at most.")] = 100,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormat = None,
    output: Output = None,
) -> None:
    """Tell who works with whom, since when and by what evidence; or who could, and why."""
    with asking(library, conditions) as asked:
        centre = asked.values.ids("entity", entity)[0] if entity else None
        (_prospects if prospects else _ties)(asked, centre, most, (format, output))


def _ties(asked: Asked, centre: str | None, most: int, file: tuple[Format | None, Output]) -> None:
    from palermo.analysis.partnerships import current_ties, picture
    from palermo.publishing.pictures.network import network_svg
    from palermo.publishing.sheets.partnerships import ties_sheet

    known = registry.load()
    found = current_ties(asked.view, known, asked.where.filters)
    shown = (found.of(centre) if centre else found.ties)[:most]
    made = ties_sheet(found, shown, asked.view.manifest, asked.where, asked.values)

    def drawn() -> str:
        entities = known.entities
        labels = {id: (entities[id].acronym or entities[id].names["en"]) for id in found.bodies if id in entities}
        place = picture(found, {**found.names, **labels}, centre=centre)
        return network_svg(place, made.title, centre=centre, bodies=lambda id: _organisation(id))

    put(made, *file, picture=drawn)


def _organisation(id: str) -> bool:
    row = registry.load().entities.get(id)
    return row is None or row.kind not in ("mechanism", "initiative")


def _prospects(asked: Asked, centre: str | None, most: int, file: tuple[Format | None, Output]) -> None:
    from palermo.analysis.partnerships import current_ties, prospective_ties
    from palermo.publishing.sheets.partnerships import prospects_sheet

    known = registry.load()
    ties = current_ties(asked.view, known)
    found = prospective_ties(asked.view, known, ties, filters=asked.where.filters)
    shown = (found.of(centre) if centre else found.prospects)[:most]
    put(prospects_sheet(found, shown, asked.view.manifest, asked.where, asked.values), *file)

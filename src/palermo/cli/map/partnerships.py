"""The command `palermo map partnerships`."""

from typing import Annotated

import typer

from palermo import registry
from palermo.analysis.partnerships import find_current_ties, lay_out_network, rank_prospective_ties
from palermo.cli.map.map_options import (
    Conditions,
    Confirmed,
    MapFormat,
    MapFormatOption,
    MapRequest,
    Output,
    open_map_request,
    write_map,
)
from palermo.cli.options import LibraryPath
from palermo.publishing.sheets.partnerships import build_prospects_sheet, build_ties_sheet
from palermo.publishing.svg.network import draw_network


def show_partnerships(
    prospects: Annotated[
        bool, typer.Option("--prospects", help="Show who could work together, instead of who does.")
    ] = False,
    entity: Annotated[str | None, typer.Option(help="Show only ties of this entity, by id or name.")] = None,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Maximum number of pairs.")] = 100,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
    confirmed: Confirmed = False,
) -> None:
    """Show who works with whom, since when and by what evidence; or who could, and why."""
    with open_map_request(library, conditions, confirmed=confirmed) as request:
        centre = request.values.find_ids("actor", entity)[0] if entity else None
        (_write_prospects if prospects else _write_partnerships)(request, centre, most, (format, output))


def _write_partnerships(
    request: MapRequest, centre: str | None, max_rows: int, file: tuple[MapFormat | None, Output]
) -> None:
    entity_registry = registry.load_registry()
    ties = find_current_ties(request.view, entity_registry, request.filters)
    selected_ties = (ties.find_by_party(centre) if centre else ties.ties)[:max_rows]
    sheet = build_ties_sheet(ties, selected_ties, request.sheet_source)

    def draw() -> str:
        entities = entity_registry.entities
        labels = {id: (entities[id].acronym or entities[id].names["en"]) for id in ties.bodies if id in entities}
        layout = lay_out_network(ties, {**ties.names, **labels}, centre=centre)
        return draw_network(layout, sheet.cite, centre=centre, is_body=_is_organisation)

    write_map(sheet, *file, draw_svg=draw)


def _is_organisation(id: str) -> bool:
    row = registry.load_registry().entities.get(id)
    return row is None or row.kind not in ("mechanism", "initiative")


def _write_prospects(
    request: MapRequest, centre: str | None, max_rows: int, file: tuple[MapFormat | None, Output]
) -> None:
    entity_registry = registry.load_registry()
    ties = find_current_ties(request.view, entity_registry)
    prospects = rank_prospective_ties(request.view, entity_registry, ties, filters=request.filters)
    selected_prospects = (prospects.find_by_party(centre) if centre else prospects.prospects)[:max_rows]
    write_map(build_prospects_sheet(prospects, selected_prospects, request.sheet_source), *file)

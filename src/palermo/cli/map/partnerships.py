"""The command that asks who works with whom, and who could."""

from typing import Annotated

import typer

from palermo import registry
from palermo.cli.map.map_options import (
    Conditions,
    MapFormat,
    MapFormatOption,
    MapRequest,
    Output,
    open_map_request,
    write_map,
)
from palermo.cli.options import LibraryPath


def show_partnerships(
    prospects: Annotated[
        bool, typer.Option("--prospects", help="Who could work together, instead of who does.")
    ] = False,
    entity: Annotated[str | None, typer.Option(help="Only ties of this entity: its id or name.")] = None,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Pairs that are shown at most.")] = 100,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
) -> None:
    """Tell who works with whom, since when and by what evidence; or who could, and why."""
    with open_map_request(library, conditions) as asked:
        centre = asked.values.find_ids("entity", entity)[0] if entity else None
        (_write_prospects if prospects else _write_partnerships)(asked, centre, most, (format, output))


def _write_partnerships(
    request: MapRequest, centre: str | None, max_rows: int, file: tuple[MapFormat | None, Output]
) -> None:
    from palermo.analysis.partnerships import find_current_ties, lay_out_network
    from palermo.publishing.sheets.partnerships import build_ties_sheet
    from palermo.publishing.svg.network import draw_network

    known = registry.load_registry()
    found = find_current_ties(request.view, known, request.filter_set.filters)
    shown = (found.find_by_party(centre) if centre else found.ties)[:max_rows]
    made = build_ties_sheet(found, shown, request.view.manifest, request.filter_set, request.values)

    def draw() -> str:
        entities = known.entities
        labels = {id: (entities[id].acronym or entities[id].names["en"]) for id in found.bodies if id in entities}
        place = lay_out_network(found, {**found.names, **labels}, centre=centre)
        return draw_network(place, made.title, centre=centre, is_body=lambda id: _is_organisation(id))

    write_map(made, *file, draw_svg=draw)


def _is_organisation(id: str) -> bool:
    row = registry.load_registry().entities.get(id)
    return row is None or row.kind not in ("mechanism", "initiative")


def _write_prospects(
    request: MapRequest, centre: str | None, max_rows: int, file: tuple[MapFormat | None, Output]
) -> None:
    from palermo.analysis.partnerships import find_current_ties, rank_prospective_ties
    from palermo.publishing.sheets.partnerships import build_prospects_sheet

    known = registry.load_registry()
    ties = find_current_ties(request.view, known)
    found = rank_prospective_ties(request.view, known, ties, filters=request.filter_set.filters)
    shown = (found.find_by_party(centre) if centre else found.prospects)[:max_rows]
    write_map(build_prospects_sheet(found, shown, request.view.manifest, request.filter_set, request.values), *file)

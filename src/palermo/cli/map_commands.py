"""The commands of `palermo map`, which share the options of `map_options`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from palermo import registry
from palermo.analysis import MAX_EVIDENCE_AGE_YEARS
from palermo.analysis.appraisal import appraise_instruments
from palermo.analysis.cross_tabulation import build_cross_tabulation, parse_query
from palermo.analysis.cross_tabulation.comparison import compare_editions, compare_periods
from palermo.analysis.follow_up import compute_follow_up, open_follow_up
from palermo.analysis.gaps import compute_balance, find_overlaps
from palermo.analysis.partnerships import find_current_ties, is_organisation, lay_out_network, rank_prospective_ties
from palermo.cli.derived_artefacts import ensure_artefacts
from palermo.cli.map_options import (
    Conditions,
    Kinds,
    MapFormat,
    MapFormatOption,
    MapRequest,
    Output,
    choose_format,
    open_map_request,
    write_map,
)
from palermo.cli.options import LibraryPath, Unconfirmed, choose_selection, open_library
from palermo.edition import ArtefactStore, open_public_view
from palermo.errors import QuestionInvalid
from palermo.pipeline.derived_artefacts import ensure_follow_up
from palermo.publishing.sheets.appraisal import build_instruments_sheet, build_provisions_sheet
from palermo.publishing.sheets.follow_up import build_chain_sheet, build_recommendation_sheet
from palermo.publishing.sheets.gaps import build_balance_sheet, build_overlaps_sheet
from palermo.publishing.sheets.heat_map import draw_heat_map
from palermo.publishing.sheets.partnerships import build_prospects_sheet, build_ties_sheet
from palermo.publishing.sheets.who_does_what import build_change_sheet, build_map_sheet, build_matrix
from palermo.publishing.svg.balance import draw_balance, draw_sheet
from palermo.publishing.svg.network import draw_network

MAX_PICTURE_AXIS_VALUES = 40
"""Most rows and columns of a chart."""


def show_who_does_what(
    rows: Annotated[str, typer.Option(help="Dimension of the rows.")] = "actor",
    columns: Annotated[str, typer.Option(help="Dimension of the columns.")] = "intervention",
    facet: Annotated[str | None, typer.Option(help="A third dimension: one map for each of its values.")] = None,
    others: Annotated[
        bool,
        typer.Option("--others", help="Add rows for names without a registry id, and for no name."),
    ] = False,
    every_cell: Annotated[
        bool | None,
        typer.Option(
            "--every-cell/--sparse", help="Include cells without statements (default: unless a facet is given)."
        ),
    ] = None,
    old: Annotated[int, typer.Option(min=0, help="Years after which evidence counts as old.")] = MAX_EVIDENCE_AGE_YEARS,
    conditions: Conditions = None,
    kinds: Kinds = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
    unconfirmed: Unconfirmed = False,
) -> None:
    """Count statements where two or three dimensions meet: who does what, for whom, where, when."""
    map_format = choose_format(format, output)
    with open_map_request(library, conditions, kinds, unconfirmed=unconfirmed) as request:
        query = parse_query(
            rows,
            columns,
            facet,
            request.filters,
            old,
            MAX_PICTURE_AXIS_VALUES if map_format is MapFormat.SVG else None,
        )
        query = replace(query, others=others)
        counts = build_cross_tabulation(request.view, query, request.values)
        if map_format is MapFormat.TABLE:
            sheet = build_matrix(counts, request.sheet_source)
        else:
            sparse = None if every_cell is None else not every_cell
            sheet = build_map_sheet(counts, request.sheet_source, sparse=sparse)
        write_map(sheet, map_format, output, lambda: draw_heat_map(counts, request.sheet_source))


def show_change(
    rows: Annotated[str, typer.Option(help="Dimension of the rows.")] = "actor",
    columns: Annotated[str, typer.Option(help="Dimension of the columns.")] = "intervention",
    since: Annotated[
        str | None, typer.Option(help="Edition by name or id to compare with (default: the previous one).")
    ] = None,
    periods: Annotated[
        list[str] | None, typer.Option("--period", help="Twice: years to compare, such as 2015..2019 and 2020..2024.")
    ] = None,
    conditions: Conditions = None,
    kinds: Kinds = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
    unconfirmed: Unconfirmed = False,
) -> None:
    """Show what is new, gone or growing in a map: since an edition, or between two periods."""
    if periods and len(periods) != 2:
        raise QuestionInvalid("--period", "two periods are needed", "Give --period 2015..2019 --period 2020..2024")
    with open_map_request(library, conditions, kinds, unconfirmed=unconfirmed) as request:
        query = parse_query(rows, columns, None, request.filters)
        manifest = request.view.manifest
        if periods:
            earlier, later = (request.values.find_ids("year", years) for years in periods)
            change = compare_periods(request.view, query, request.values, earlier, later)
            compared = f"{periods[0]} against {periods[1]}"
        else:
            previous_id = since or manifest.previous
            if previous_id is None:
                raise QuestionInvalid("the previous edition", "this one is the first", "Give two periods: --period")
            with open_public_view(open_library(library), previous_id, selection=choose_selection(unconfirmed)) as old:
                change = compare_editions(old, request.view, query, request.values)
                compared = f"edition {old.manifest.name} against {manifest.name}"
        write_map(build_change_sheet(change, compared, request.sheet_source), format, output)


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
    unconfirmed: Unconfirmed = False,
) -> None:
    """Show who works with whom, since when and by what evidence; or who could, and why."""
    with open_map_request(library, conditions, unconfirmed=unconfirmed) as request:
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
        is_body = partial(is_organisation, registry=entity_registry)
        return draw_network(layout, sheet.cite, centre=centre, is_body=is_body)

    write_map(sheet, *file, draw_svg=draw)


def _write_prospects(
    request: MapRequest, centre: str | None, max_rows: int, file: tuple[MapFormat | None, Output]
) -> None:
    entity_registry = registry.load_registry()
    ties = find_current_ties(request.view, entity_registry)
    prospects = rank_prospective_ties(request.view, entity_registry, ties, filters=request.filters)
    selected_prospects = (prospects.find_by_party(centre) if centre else prospects.prospects)[:max_rows]
    write_map(build_prospects_sheet(prospects, selected_prospects, request.sheet_source), *file)


class BalanceSection(StrEnum):
    """Parts of the balance that can be listed."""

    ALL = "all"
    UNMET = "unmet"
    OUTDATED = "outdated"
    UNASKED = "unasked"
    MET = "met"
    OVERLAPS = "overlaps"


MAX_BARS = 20
"""Most cells in the chart."""


def show_gaps(
    by: Annotated[
        list[str] | None,
        typer.Option(help="A dimension: theme, intervention, exploitation, group, place or region; two or three."),
    ] = None,
    listed: Annotated[
        BalanceSection,
        typer.Option(
            "--list", help="Recommended and no activity found, only old ones, any; not recommended; or overlaps."
        ),
    ] = BalanceSection.UNMET,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Maximum number of rows.")] = 100,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
    unconfirmed: Unconfirmed = False,
) -> None:
    """Compare recommendations with activities: where no activity was found, and overlaps."""
    with open_map_request(library, conditions, unconfirmed=unconfirmed) as request:
        if listed is BalanceSection.OVERLAPS:
            _write_overlaps(request, most, (format, output))
        else:
            _write_balance(request, tuple(by or ()), listed, most, (format, output))


def _write_balance(
    request: MapRequest,
    dimensions: tuple[str, ...],
    section: BalanceSection,
    max_rows: int,
    file: tuple[MapFormat | None, Output],
) -> None:
    balance = compute_balance(request.view, registry.load_registry(), dimensions, request.filters)
    cells = balance.cells if section is BalanceSection.ALL else getattr(balance, section.value)
    sheet = build_balance_sheet(balance, cells[:max_rows], request.sheet_source)

    def label_cell(values: tuple[str, ...]) -> str:
        return ", ".join(request.values.get_label(axis, id) for axis, id in zip(balance.axes, values, strict=True))

    def draw() -> str:
        rows = [(label_cell(cell.values), cell.demand, cell.supply) for cell in cells[:MAX_BARS]]
        return draw_balance(rows, sheet.title, ("Recommendations", "Activities"), sheet.cite)

    write_map(sheet, *file, draw_svg=draw)


def _write_overlaps(request: MapRequest, max_rows: int, file: tuple[MapFormat | None, Output]) -> None:
    entity_registry = registry.load_registry()
    ties = find_current_ties(request.view, entity_registry)
    overlaps = find_overlaps(request.view, entity_registry, ties, request.filters)
    write_map(build_overlaps_sheet(overlaps, overlaps.overlaps[:max_rows], request.sheet_source), *file)


@contextmanager
def _open_request_with_follow_up(
    library: str | None, conditions: list[str] | None, *, unconfirmed: bool
) -> Iterator[tuple[MapRequest, ArtefactStore]]:
    """Compute the follow-up of the current edition if it has none, and open the edition with its artefacts."""
    chosen = open_library(library)
    ensure_artefacts(chosen, ensure_follow_up)
    with open_map_request(library, conditions, unconfirmed=unconfirmed) as request:
        yield request, chosen.open_artefacts(request.view.manifest.id)


class FollowUpRows(StrEnum):
    """Records that a row can represent."""

    CHAIN = "chain"
    RECOMMENDATION = "recommendation"


def show_follow_up(
    by: Annotated[
        FollowUpRows, typer.Option(help="What a row is: a chain of repeated recommendations, or one recommendation.")
    ] = FollowUpRows.CHAIN,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
    unconfirmed: Unconfirmed = False,
) -> None:
    """Show which recommendations are repeated, since when and by whom, with the follow-up of each."""
    with _open_request_with_follow_up(library, conditions, unconfirmed=unconfirmed) as (request, store):
        follow_up = open_follow_up(store, request.view) or compute_follow_up(request.view, request.values.registry)
        build_sheet = build_chain_sheet if by is FollowUpRows.CHAIN else build_recommendation_sheet
        sheet = build_sheet(follow_up, request.view, request.sheet_source)

        def draw() -> str:
            return draw_sheet(sheet, ("wording",), "recommendations", ("done", "promised"))

        write_map(sheet, format, output, draw if by is FollowUpRows.CHAIN else None)


def show_appraisal(
    instrument: Annotated[str | None, typer.Argument(help="Id or symbol of one instrument (default: all).")] = None,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
    unconfirmed: Unconfirmed = False,
) -> None:
    """Show recommendations and actions on the provisions of an instrument, and where there are none."""
    with _open_request_with_follow_up(library, conditions, unconfirmed=unconfirmed) as (request, store):
        entity_registry = request.values.registry
        appraisals = appraise_instruments(store, request.view, entity_registry, request.filters)
        if instrument is None:
            sheet = build_instruments_sheet(appraisals, request.sheet_source)
        else:
            appraisal = appraisals.get_appraisal(instrument, entity_registry)
            sheet = build_provisions_sheet(appraisal, request.sheet_source)
        names = ("name",) if instrument is None else ("provision", "summary")
        write_map(sheet, format, output, lambda: draw_sheet(sheet, names, "recommendations", ("acts",)))


app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Maps of an edition: who does what, with whom, and with what follow-up.",
)
app.command("who-does-what")(show_who_does_what)
app.command("change")(show_change)
app.command("partnerships")(show_partnerships)
app.command("gaps")(show_gaps)
app.command("follow-up")(show_follow_up)
app.command("appraisal")(show_appraisal)

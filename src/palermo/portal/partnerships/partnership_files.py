"""Ties, prospects and earlier proposals as files, and the network as SVG."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from palermo.analysis.partnerships import is_organisation, lay_out_network
from palermo.portal.base import languages
from palermo.portal.partnerships.forms import ProspectListForm, TieListForm
from palermo.portal.services.list_files import stream_rows
from palermo.portal.services.map_sheets import build_sheet_response, get_sheet_source
from palermo.portal.services.partnerships import get_current_partnerships, get_proposal_history
from palermo.publishing.sheets import MapSheet
from palermo.publishing.sheets.partnerships import build_prospects_sheet, build_ties_sheet
from palermo.publishing.svg.network import draw_network
from palermo.registry import load_registry


@require_safe
def export_ties(request: HttpRequest, format: str) -> HttpResponse:
    """Return the ties that match the filters as a file."""
    partnerships, source = get_current_partnerships(), get_sheet_source(language=languages.get_active_language())
    form = TieListForm(request.GET, partnerships)
    centre = form.centre

    def build_sheet() -> MapSheet:
        return build_ties_sheet(partnerships.ties, form.filter_ties(), source)

    def draw_picture() -> str:
        labels = {id: partnerships.get_short_name(id) for id in partnerships.ties.bodies}
        place = lay_out_network(partnerships.ties, labels, centre=centre)
        is_body = partial(is_organisation, registry=load_registry())
        return draw_network(place, build_sheet().cite, centre=centre, is_body=is_body)

    return build_sheet_response(build_sheet, format, "partnerships", draw_picture)


@require_safe
def export_prospects(request: HttpRequest, format: str) -> HttpResponse:
    """Return the prospects that match the filters as a file."""
    partnerships, source = get_current_partnerships(), get_sheet_source(language=languages.get_active_language())
    selected = ProspectListForm(request.GET, partnerships).select_prospects()
    return build_sheet_response(
        lambda: build_prospects_sheet(partnerships.prospects, selected, source), format, "prospects"
    )


@require_safe
def export_history(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """Return what would have been proposed in earlier years, with the year of the tie that came, as a file."""
    return stream_rows(_iterate_past_proposals(), format, "earlier-proposals")


def _iterate_past_proposals() -> Iterator[Mapping[str, Any]]:
    partnerships = get_current_partnerships()
    for proposal_year in get_proposal_history():
        for proposal in proposal_year.proposals:
            yield {
                "year": proposal_year.year,
                "party_a": proposal.party_a,
                "name_a": partnerships.get_name(proposal.party_a),
                "party_b": proposal.party_b,
                "name_b": partnerships.get_name(proposal.party_b),
                "tied_since": proposal.tied_since,
            }

"""The network with its table, the ranked prospects, and the evidence of a pair."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.analysis import MAX_EVIDENCE_AGE_YEARS
from palermo.analysis.partnerships import MIN_TIE_STRENGTH, WEIGHTS
from palermo.errors import NotFound
from palermo.portal.base.pagination import build_list_address, paginate
from palermo.portal.base.value_labels import (
    EVIDENCE_KINDS,
    EXCLUSIONS,
    REASONS,
    get_value_label,
)
from palermo.portal.partnerships.forms import ProspectListForm, TieListForm
from palermo.portal.services.map_sheets import build_map_footer
from palermo.portal.services.partnerships import (
    CurrentPartnerships,
    build_prospect_row,
    build_tie_row,
    draw_network,
    format_reasons,
    get_current_partnerships,
    get_proposal_history,
    load_evidence_details,
)

PAGE_SIZE = 40
PROSPECTS_PER_PAGE = 20
MAX_PROSPECTS = 5
"""Prospective ties below the table of one body."""
MAX_PICTURED_BODIES = 40
"""Bodies in the picture of all ties on the page; the file to download has more."""
MAX_NEIGHBOURS = 24
"""Bodies of a neighbourhood that are drawn."""
MAX_EVIDENCE = 60


@require_safe
def tie_network(request: HttpRequest) -> HttpResponse:
    """Draw the network of ties, or the neighbourhood of one body, above its table."""
    partnerships = get_current_partnerships()
    form = TieListForm(request.GET, partnerships)
    if form.has_empty_params:
        return redirect(build_list_address(request.path, form.url_params))
    centre, ties = form.centre, form.filter_ties()
    pages = paginate(request, PAGE_SIZE, ties)
    prospects = partnerships.prospects.find_by_party(centre) if centre else ()
    context = {
        "form": form,
        "fields": form.select_fields,
        "pages": pages,
        "rows": [build_tie_row(tie, partnerships) for tie in pages],
        "picture": mark_safe(draw_network(centre, MAX_NEIGHBOURS if centre else MAX_PICTURED_BODIES)),
        "title": _("Partners of %(name)s") % {"name": partnerships.get_name(centre)} if centre else _("Partnerships"),
        "centre": centre and (centre, partnerships.get_name(centre)),
        "prospects": [build_prospect_row(prospect, partnerships, centre) for prospect in prospects[:MAX_PROSPECTS]],
        "weights": [(get_value_label(EVIDENCE_KINDS, kind), weight) for kind, weight in WEIGHTS.items()],
        "map_footer": build_map_footer("Partnerships: ties"),
        **_count_partnerships(partnerships),
    }
    return render(request, "partnerships/network.html", context)


@require_safe
def prospect_list(request: HttpRequest) -> HttpResponse:
    """List the prospective ties by rank, with the reasons for and against each."""
    partnerships = get_current_partnerships()
    ranked = partnerships.prospects
    form = ProspectListForm(request.GET, partnerships)
    if form.has_empty_params:
        return redirect(build_list_address(request.path, form.url_params))
    prospects = form.select_prospects()
    pages = paginate(request, PROSPECTS_PER_PAGE, prospects)
    context = {
        "form": form,
        "fields": form.select_fields,
        "pages": pages,
        "rows": [build_prospect_row(row, partnerships, None) for row in pages],
        "compared": ranked.bodies,
        "candidates": ranked.pairs,
        "weights": [(get_value_label(REASONS, name), weight) for name, weight in ranked.weights.items()],
        "deductions": [(get_value_label(REASONS, name), -points) for name, points in ranked.model.deductions.items()],
        "fitted": ranked.model.fitted_on,
        "map_footer": build_map_footer("Partnerships: prospective ties"),
        "old": MAX_EVIDENCE_AGE_YEARS,
    }
    return render(request, "partnerships/prospects.html", context)


@require_safe
def proposal_history(request: HttpRequest) -> HttpResponse:
    """Show what would have been proposed in earlier years, and which pairs became a tie."""
    partnerships = get_current_partnerships()
    years = [
        (year, [(proposal, *map(partnerships.get_short_name, proposal.parties)) for proposal in year.proposals])
        for year in get_proposal_history()
    ]
    context = {
        "years": years,
        "map_footer": build_map_footer("Partnerships: earlier proposals"),
    }
    return render(request, "partnerships/history.html", context)


@require_safe
def pair_detail(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Render the evidence that two bodies work together, or the reasons why they could."""
    partnerships = get_current_partnerships()
    for id in (one, other):
        if not partnerships.is_known(id):
            raise NotFound(
                f"body {id[:60]}", "neither this edition nor the registry has such an entity", "Look at the network"
            )
    if one >= other:
        if one == other:
            return redirect(f"{reverse('partnerships:network')}?entity={quote(one)}")
        return redirect("partnerships:pair", one=other, other=one)
    tie = partnerships.ties.find_tie(one, other)
    prospect = next(
        (prospect for prospect in partnerships.prospects.prospects if prospect.parties == (one, other)), None
    )
    context = {
        "ends": [(id, partnerships.get_name(id), partnerships.get_short_name(id)) for id in (one, other)],
        "row": tie and build_tie_row(tie, partnerships),
        "slight": tie is not None and tie.strength < MIN_TIE_STRENGTH,
        "opened": load_evidence_details(tie.evidence[:MAX_EVIDENCE]) if tie else [],
        "more": max(0, len(tie.evidence) - MAX_EVIDENCE) if tie else 0,
        "prospect": prospect,
        "reasons": format_reasons(prospect.reasons, partnerships, prospect.parties) if prospect else [],
        "cautions": format_reasons(prospect.cautions, partnerships, prospect.parties) if prospect else [],
        "house": (one, other) in partnerships.ties.affiliations,
        **_count_partnerships(partnerships),
    }
    return render(request, "partnerships/pair.html", context)


def _count_partnerships(partnerships: CurrentPartnerships) -> dict[str, Any]:
    """Return what was searched for ties, and what cannot have any."""
    return {
        "statements": partnerships.ties.statements,
        "ties": len(partnerships.ties.ties),
        "untold": partnerships.ties.registry_only_count,
        "documents": partnerships.ties.documents,
        "bodies": len(partnerships.ties.bodies),
        "left_out": [
            (get_value_label(EXCLUSIONS, reason), number)
            for reason, number in sorted(partnerships.ties.left_out.items())
        ],
        "old": MAX_EVIDENCE_AGE_YEARS,
        "houses": [
            (partnerships.get_short_name(a), partnerships.get_short_name(b))
            for a, b in sorted(partnerships.ties.affiliations)
            if {a, b} <= set(partnerships.ties.bodies)
        ],
    }

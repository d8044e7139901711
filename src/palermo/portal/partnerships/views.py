"""The network with its table, the ranked prospects, and what shows that two work together."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.analysis import MAX_EVIDENCE_AGE_YEARS
from palermo.analysis.partnerships import MIN_TIE_STRENGTH, WEIGHTS, PartnershipTie
from palermo.errors import NotFound
from palermo.portal.base.list_query import FormField, ListQuery, fill_fields, parse_list_query
from palermo.portal.base.pagination import Pagination, build_list_address, parse_page_number
from palermo.portal.base.partnership_labels import (
    EVIDENCE_KINDS,
    EVIDENCE_SOURCES,
    EXCLUSIONS,
    REASONS,
    STANDINGS,
)
from palermo.portal.base.value_labels import get_value_label
from palermo.portal.services.map_footer import build_map_footer
from palermo.portal.services.partnerships import CurrentPartnerships, draw_network, get_current_partnerships
from palermo.portal.services.tie_rows import (
    build_prospect_row,
    build_tie_row,
    format_reasons,
    load_evidence_details,
)

PAGE_SIZE = 40
"""Ties on a page."""
PROSPECTS_PER_PAGE = 20
"""Prospects on a page."""
MAX_NEIGHBOURS = 24
"""Bodies of a neighbourhood that are drawn."""
MAX_EVIDENCE = 60
"""Pieces of evidence on a page."""


@require_safe
def tie_network(request: HttpRequest) -> HttpResponse:
    """The network of current ties, or one body's neighbourhood, and its table."""
    made = get_current_partnerships()
    choices = build_fields(made)
    ask = parse_list_query(request.GET, choices)
    if "" in request.GET.values():
        return redirect(build_list_address(request.path, ask.query))
    centre = ask.get_value("entity") or None
    passing = filter_ties(made, ask)
    pages = Pagination(requested=parse_page_number(request.GET.get("page")), size=PAGE_SIZE, total=len(passing))
    drawn = draw_network(centre, MAX_NEIGHBOURS) if centre else draw_network()
    context = {
        "asked": ask,
        "fields": fill_fields(choices, ask),
        "pages": pages,
        "rows": [build_tie_row(one, made) for one in passing[pages.offset : pages.offset + PAGE_SIZE]],
        "picture": mark_safe(drawn),
        "centre": centre and (centre, made.get_name(centre)),
        "prospects": [
            build_prospect_row(one, made, centre)
            for one in (made.prospects.find_by_party(centre) if centre else ())[:5]
        ],
        "weights": [(get_value_label(EVIDENCE_KINDS, kind), weight) for kind, weight in WEIGHTS.items()],
        "rests": build_map_footer("Partnerships: current ties"),
        **_count_partnerships(made),
    }
    return render(request, "partnerships/network.html", context)


@require_safe
def prospect_list(request: HttpRequest) -> HttpResponse:
    """The ranked prospects, with reasons and what speaks against."""
    made = get_current_partnerships()
    choices = [_build_entity_field(made, [end for one in made.prospects.prospects for end in one.parties])]
    ask = parse_list_query(request.GET, choices)
    if "" in request.GET.values():
        return redirect(build_list_address(request.path, ask.query))
    centre = ask.get_value("entity") or None
    passing = made.prospects.find_by_party(centre) if centre else made.prospects.prospects
    pages = Pagination(
        requested=parse_page_number(request.GET.get("page")), size=PROSPECTS_PER_PAGE, total=len(passing)
    )
    model = made.prospects.model
    context = {
        "asked": ask,
        "fields": fill_fields(choices, ask),
        "pages": pages,
        "rows": [
            build_prospect_row(one, made, None) for one in passing[pages.offset : pages.offset + PROSPECTS_PER_PAGE]
        ],
        "compared": made.prospects.bodies,
        "candidates": made.prospects.pairs,
        "weights": [(get_value_label(REASONS, name), weight) for name, weight in model.weights.items()],
        "deductions": [(get_value_label(REASONS, name), -points) for name, points in model.deductions.items()],
        "fitted": model.fitted_on,
        "rests": build_map_footer("Partnerships: prospective ties"),
        "old": MAX_EVIDENCE_AGE_YEARS,
    }
    return render(request, "partnerships/prospects.html", context)


@require_safe
def pair_detail(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """What shows that two work together, or what speaks for it."""
    made = get_current_partnerships()
    for id in (one, other):
        if not made.is_known(id):
            raise NotFound(f"body {id[:60]}", "no such body is in this edition or the registry", "Look at the network")
    if one >= other:
        if one == other:
            return redirect(f"{reverse('partnerships:network')}?entity={quote(one)}")
        return redirect("partnerships:pair", one=other, other=one)
    tie = made.ties.find_tie(one, other)
    prospect = next((found for found in made.prospects.prospects if found.parties == (one, other)), None)
    context = {
        "ends": [(id, made.get_name(id), made.get_short_name(id)) for id in (one, other)],
        "row": tie and build_tie_row(tie, made),
        "slight": tie is not None and tie.strength < MIN_TIE_STRENGTH,
        "opened": load_evidence_details(tie.evidence[:MAX_EVIDENCE]) if tie else [],
        "more": max(0, len(tie.evidence) - MAX_EVIDENCE) if tie else 0,
        "prospect": prospect,
        "reasons": format_reasons(prospect.reasons, made, prospect.parties) if prospect else [],
        "cautions": format_reasons(prospect.cautions, made, prospect.parties) if prospect else [],
        "house": (one, other) in made.ties.affiliations,
        **_count_partnerships(made),
    }
    return render(request, "partnerships/pair.html", context)


def build_fields(partnerships: CurrentPartnerships) -> list[FormField]:
    """What the table of ties can be asked for."""
    kinds = {part.kind for tie in partnerships.ties.ties for part in tie.components}
    standings = {tie.standing for tie in partnerships.ties.ties}
    return [
        _build_entity_field(partnerships, [end for tie in partnerships.ties.ties for end in tie.parties]),
        FormField(
            name="kind",
            title=_("Evidence"),
            options=[(id, str(label)) for id, label in EVIDENCE_KINDS.items() if id in kinds],
        ),
        FormField(
            name="standing",
            title=_("Standing"),
            options=[(id, str(label)) for id, label in STANDINGS.items() if id in standings],
        ),
        FormField(
            name="shown", title=_("Shown by"), options=[(id, str(label)) for id, label in EVIDENCE_SOURCES.items()]
        ),
    ]


def filter_ties(partnerships: CurrentPartnerships, query: ListQuery) -> list[PartnershipTie]:
    """The ties that are asked for, the strongest first."""
    return [
        tie
        for tie in partnerships.ties.ties
        if query.is_match("entity", tie.parties)
        and query.is_match("kind", [part.kind for part in tie.components])
        and query.is_match("standing", [tie.standing])
        and query.is_match("shown", ["documents" if tie.told else "registry"])
    ]


def _build_entity_field(partnerships: CurrentPartnerships, body_ids: list[str]) -> FormField:
    options = sorted(((id, partnerships.get_name(id)) for id in set(body_ids)), key=lambda one: one[1].casefold())
    return FormField(name="entity", title=_("Entity"), options=options)


def _count_partnerships(partnerships: CurrentPartnerships) -> dict[str, Any]:
    """What ties were looked for in, and what is no party of one."""
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
        ],
    }

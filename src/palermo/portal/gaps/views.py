"""Gaps and overlaps on one page, and the statements that a number of it counts."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.analysis import MAX_EVIDENCE_AGE_YEARS
from palermo.analysis.gaps import (
    AXES,
    DEMAND,
    MAX_AXES,
    MIN_AXES,
    PROMISED,
    SUPPLY,
    Balance,
    BalanceCell,
    Overlap,
    Overlaps,
    find_cell_statements,
)
from palermo.edition.subject import TRAFFICKING
from palermo.portal.base import languages
from palermo.portal.base.pagination import Pagination, parse_page_number
from palermo.portal.gaps.gap_query import (
    BALANCE_PARTS,
    DIMENSION_PARAMS,
    SIDE_KINDS,
    TITLES,
    GapQuery,
    QueryPairs,
    find_ignored_gap_params,
    label_axis_value,
    list_regions,
    parse_cell_values,
    parse_gap_query,
)
from palermo.portal.services.current_edition import get_current_view, get_document_index
from palermo.portal.services.gap_balance import get_balance, get_overlaps, select_cells
from palermo.portal.services.map_cache import get_dimension_values
from palermo.portal.services.map_footer import build_map_footer
from palermo.portal.services.partnerships import get_current_partnerships

PAGE_SIZE = 40
"""Cells on a page."""
OVERLAPS_PER_PAGE = 20
"""Overlaps on a page; the file has them all."""
STATEMENTS_PER_PAGE = 20
"""Statements on a page."""


@require_safe
def gap_overview(request: HttpRequest) -> HttpResponse:
    """Demand against supply by the dimensions chosen, and the overlaps."""
    ask = parse_gap_query(request.GET)
    found = get_balance(ask.by, ask.filter_set)
    chosen = select_cells(found, ask.listed)
    pages = Pagination(requested=parse_page_number(request.GET.get("page")), size=PAGE_SIZE, total=len(chosen))
    shown = chosen[pages.offset : pages.offset + PAGE_SIZE]
    common = get_overlaps(ask.filter_set)
    context = {
        "asked": ask,
        "unheard": find_ignored_gap_params(request.GET),
        "query": ask.build_params(),
        "selects": _build_selects(ask, found),
        "subjects": _build_subject_links(ask),
        "regions": [(id, label_axis_value("region", id)) for id in list_regions()],
        "narrowing": ask.filter_params,
        "rests": build_map_footer(
            f"Gaps: recommendations against activities by {', '.join(found.axes)}", ask.filter_set
        ),
        "axes": [TITLES[name] for name in found.axes],
        "lists": [
            (name, title, len(select_cells(found, name)), ask.build_params(name))
            for name, title in BALANCE_PARTS.items()
        ],
        "title": BALANCE_PARTS[ask.listed],
        "pages": pages,
        "rows": [_build_row(cell, found, ask) for cell in shown],
        "largest": max((max(one.demand, one.supply) for one in shown), default=0),
        "demand": found.totals[DEMAND],
        "supply": found.totals[SUPPLY],
        "promised": found.totals[PROMISED],
        "inferred": sum(side.inferred for side in found.totals.values()),
        "searched": len(get_document_index().documents),
        "old": MAX_EVIDENCE_AGE_YEARS,
        "overlaps": [_build_overlap(one, common) for one in common.overlaps[:OVERLAPS_PER_PAGE]],
        "overlaps_in_all": len(common.overlaps),
        "overlapping": common.activities,
    }
    return render(request, "gaps/gaps.html", context)


@require_safe
def gap_statements(request: HttpRequest) -> HttpResponse:
    """The statements that a number counts."""
    at, kind = parse_cell_values(request.GET), SIDE_KINDS.get(request.GET.get("side", ""))
    if kind is None or not MIN_AXES <= len(at) <= MAX_AXES:
        raise Http404
    view = get_current_view()
    ask = parse_gap_query(request.GET)
    ids = find_cell_statements(view, registry.load_registry(), at, kind, ask.filter_set.filters)
    pages = Pagination(requested=parse_page_number(request.GET.get("page")), size=STATEMENTS_PER_PAGE, total=len(ids))
    found = [view.get_statement(id) for id in ids[pages.offset : pages.offset + STATEMENTS_PER_PAGE]]
    context = {
        "kind": kind.value,
        "values": [(TITLES[name], label_axis_value(name, id)) for name, id in at.items()],
        "pages": pages,
        "pairs": (("side", kind.value), *at.items(), *ask.filter_params),
        "chips": [label_filter(name, value) for name, value in ask.filter_params],
        "rows": [(one, view.get_document(one.document)) for one in found],
        "searched": len(get_document_index().documents),
    }
    return render(request, "gaps/statements.html", context)


def _build_selects(query: GapQuery, balance: Balance) -> list[dict[str, Any]]:
    """The fields of the form: the first two dimensions and perhaps a third."""
    chosen = [*balance.axes, ""][:MAX_AXES]
    return [
        {"name": name, "chosen": one, "open": n >= MIN_AXES, "options": [(axis, TITLES[axis]) for axis in AXES]}
        for n, (name, one) in enumerate(zip(DIMENSION_PARAMS, [*chosen, ""], strict=False))
    ]


def _build_subject_links(query: GapQuery) -> list[tuple[str, int, QueryPairs, bool]]:
    """The switch between the subject of this field and all: name, statements of both sides, parameters, whether on."""
    made = []
    for subject in (TRAFFICKING, ""):
        one = replace(query, subject=subject)
        number = sum(side.statements for side in get_balance(query.by, one.filter_set).totals.values())
        name = label_filter("subject", subject) if subject else _("All subjects")
        made.append((name, number, one.build_params(), subject == query.subject))
    return made


def label_filter(name: str, value: str) -> str:
    """A filter of the page in words."""
    return get_dimension_values().get_label(
        "region" if name == "within" else name, value, languages.get_active_language()
    )


def _build_row(cell: BalanceCell, balance: Balance, query: GapQuery) -> dict[str, Any]:
    at = list(zip(balance.axes, cell.values, strict=True))
    words = [label_axis_value(axis, id) for axis, id in at]
    return {
        "cell": cell,
        "words": words,
        "label": ", ".join(words),
        "ground": words[balance.axes.index(balance.search_axis)],
        "query": urlencode([*at, *query.filter_params]),
        "sides": [
            (DEMAND.value, cell.demand, cell.newest_demand),
            (SUPPLY.value, cell.supply, cell.newest_supply),
            (PROMISED.value, cell.promised, None),
        ],
    }


def _build_overlap(overlap: Overlap, overlaps: Overlaps) -> dict[str, Any]:
    made = get_current_partnerships()
    names = overlaps.names

    def get_name(id: str) -> str:
        return names.get(id) or made.get_name(id)

    def get_short_name(id: str) -> str:
        return names.get(id) or made.get_short_name(id)

    return {
        "values": [
            (TITLES[axis], label_axis_value(axis, id)) for axis, id in zip(overlap.axes, overlap.values, strict=True)
        ],
        "placed": bool({"country", "region"} & set(overlap.axes)),
        "bodies": [(id, get_name(id), ids) for id, ids in overlap.bodies.items()],
        "apart": [
            (a, b, get_short_name(a), get_short_name(b), made.is_known(a) and made.is_known(b))
            for a, b in overlap.untied_pairs
        ],
    }

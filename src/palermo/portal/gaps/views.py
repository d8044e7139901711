"""Gaps and overlaps on one page, and the statements that a number of it counts."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.analysis import OLD
from palermo.analysis.gaps import (
    AXES,
    DEMAND,
    LEAST,
    MOST,
    PROMISED,
    SUPPLY,
    Balance,
    Cell,
    Overlap,
    Overlaps,
    cell_statements,
)
from palermo.edition.subject import TRAFFICKING
from palermo.portal.editions.current import current_shelf, current_view
from palermo.portal.frame import languages
from palermo.portal.frame.pages import Pages, page_number
from palermo.portal.gaps.asked import (
    LISTS,
    PARAMETERS,
    SIDES,
    TITLES,
    Asked,
    Pairs,
    asked,
    balanced,
    cells,
    label,
    not_heard,
    place,
    regions,
    shared,
)
from palermo.portal.maps.cited import rests
from palermo.portal.maps.ground import values
from palermo.portal.partnerships.kept import kept

SIZE = 40
"""Cells on a page."""
OVERLAPS = 20
"""Overlaps on a page; the file has them all."""
STATEMENTS = 20
"""Statements on a page."""


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Demand against supply by the dimensions chosen, and the overlaps."""
    ask = asked(request.GET)
    found = balanced(ask.by, ask.where)
    chosen = cells(found, ask.listed)
    pages = Pages(asked=page_number(request.GET.get("page")), size=SIZE, total=len(chosen))
    shown = chosen[pages.offset : pages.offset + SIZE]
    common = shared(ask.where)
    context = {
        "asked": ask,
        "unheard": not_heard(request.GET),
        "query": ask.query(),
        "selects": _selects(ask, found),
        "subjects": _subjects(ask),
        "regions": [(id, label("region", id)) for id in regions()],
        "narrowing": ask.narrowing,
        "rests": rests(f"Gaps: recommendations against activities by {', '.join(found.by)}", ask.where),
        "axes": [TITLES[name] for name in found.by],
        "lists": [(name, title, len(cells(found, name)), ask.query(name)) for name, title in LISTS.items()],
        "title": LISTS[ask.listed],
        "pages": pages,
        "rows": [_row(cell, found, ask) for cell in shown],
        "largest": max((max(one.demand, one.supply) for one in shown), default=0),
        "demand": found.totals[DEMAND],
        "supply": found.totals[SUPPLY],
        "promised": found.totals[PROMISED],
        "inferred": sum(side.inferred for side in found.totals.values()),
        "searched": len(current_shelf().documents),
        "old": OLD,
        "overlaps": [_overlap(one, common) for one in common.overlaps[:OVERLAPS]],
        "overlaps_in_all": len(common.overlaps),
        "overlapping": common.activities,
    }
    return render(request, "gaps/gaps.html", context)


@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """The statements that a number counts."""
    at, kind = place(request.GET), SIDES.get(request.GET.get("side", ""))
    if kind is None or not LEAST <= len(at) <= MOST:
        raise Http404
    view = current_view()
    ask = asked(request.GET)
    ids = cell_statements(view, registry.load(), at, kind, ask.where.filters)
    pages = Pages(asked=page_number(request.GET.get("page")), size=STATEMENTS, total=len(ids))
    found = [view.statement(id) for id in ids[pages.offset : pages.offset + STATEMENTS]]
    context = {
        "kind": kind.value,
        "values": [(TITLES[name], label(name, id)) for name, id in at.items()],
        "pages": pages,
        "pairs": (("side", kind.value), *at.items(), *ask.narrowing),
        "chips": [label_of(name, value) for name, value in ask.narrowing],
        "rows": [(one, view.document(one.document)) for one in found],
        "searched": len(current_shelf().documents),
    }
    return render(request, "gaps/statements.html", context)


def _selects(ask: Asked, found: Balance) -> list[dict[str, Any]]:
    """The fields of the form: the first two dimensions and perhaps a third."""
    chosen = [*found.by, ""][:MOST]
    return [
        {"name": name, "chosen": one, "open": n >= LEAST, "options": [(axis, TITLES[axis]) for axis in AXES]}
        for n, (name, one) in enumerate(zip(PARAMETERS, [*chosen, ""], strict=False))
    ]


def _subjects(ask: Asked) -> list[tuple[str, int, Pairs, bool]]:
    """The switch between the subject of this field and all: name, statements of both sides, parameters, whether on."""
    made = []
    for subject in (TRAFFICKING, ""):
        one = replace(ask, subject=subject)
        number = sum(side.statements for side in balanced(ask.by, one.where).totals.values())
        name = label_of("subject", subject) if subject else _("All subjects")
        made.append((name, number, one.query(), subject == ask.subject))
    return made


def label_of(name: str, value: str) -> str:
    """A filter of the page in words."""
    return values().label("region" if name == "within" else name, value, languages.active())


def _row(cell: Cell, found: Balance, ask: Asked) -> dict[str, Any]:
    at = list(zip(found.by, cell.values, strict=True))
    words = [label(axis, id) for axis, id in at]
    return {
        "cell": cell,
        "words": words,
        "label": ", ".join(words),
        "ground": words[found.by.index(found.ground)],
        "query": urlencode([*at, *ask.narrowing]),
        "sides": [
            (DEMAND.value, cell.demand, cell.newest_demand),
            (SUPPLY.value, cell.supply, cell.newest_supply),
            (PROMISED.value, cell.promised, None),
        ],
    }


def _overlap(one: Overlap, common: Overlaps) -> dict[str, Any]:
    made = kept()
    names = common.names

    def name(id: str) -> str:
        return names.get(id) or made.name(id)

    def short(id: str) -> str:
        return names.get(id) or made.short(id)

    return {
        "values": [(TITLES[axis], label(axis, id)) for axis, id in zip(one.by, one.values, strict=True)],
        "placed": bool({"country", "region"} & set(one.by)),
        "bodies": [(id, name(id), ids) for id, ids in one.bodies.items()],
        "apart": [(a, b, short(a), short(b), made.known(a) and made.known(b)) for a, b in one.apart],
    }

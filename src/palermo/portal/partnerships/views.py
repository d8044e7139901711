"""The network with its table, the ranked prospects, and what shows that two work together."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.analysis import OLD
from palermo.analysis.partnerships import SLIGHT, WEIGHTS, Tie
from palermo.errors import NotFound
from palermo.portal.frame.asking import Asked, Field, asked, filled
from palermo.portal.frame.pages import Pages, page_number, tidy
from palermo.portal.frame.words import word
from palermo.portal.maps.cited import rests
from palermo.portal.partnerships.kept import Kept, kept, picture_of
from palermo.portal.partnerships.rows import lines, opened, prospect_row, tie_row
from palermo.portal.partnerships.words import KINDS, LEFT_OUT, REASONS, SHOWN_BY, STANDINGS

SIZE = 40
"""Ties on a page."""
RANKED = 20
"""Prospects on a page."""
AROUND = 24
"""Bodies of a neighbourhood that are drawn."""
SHOWN = 60
"""Pieces of evidence on a page."""


@require_safe
def network(request: HttpRequest) -> HttpResponse:
    """The network of current ties, or one body's neighbourhood, and its table."""
    made = kept()
    choices = fields(made)
    ask = asked(request.GET, choices)
    if "" in request.GET.values():
        return redirect(tidy(request.path, ask.query))
    centre = ask.value("entity") or None
    passing = answering(made, ask)
    pages = Pages(asked=page_number(request.GET.get("page")), size=SIZE, total=len(passing))
    drawn = picture_of(centre, AROUND) if centre else picture_of()
    context = {
        "asked": ask,
        "fields": filled(choices, ask),
        "pages": pages,
        "rows": [tie_row(one, made) for one in passing[pages.offset : pages.offset + SIZE]],
        "picture": mark_safe(drawn),
        "centre": centre and (centre, made.name(centre)),
        "prospects": [prospect_row(one, made, centre) for one in (made.prospects.of(centre) if centre else ())[:5]],
        "weights": [(word(KINDS, kind), weight) for kind, weight in WEIGHTS.items()],
        "rests": rests("Partnerships: current ties"),
        **_counted(made),
    }
    return render(request, "partnerships/network.html", context)


@require_safe
def prospects(request: HttpRequest) -> HttpResponse:
    """The ranked prospects, with reasons and what speaks against."""
    made = kept()
    choices = [_entities(made, [end for one in made.prospects.prospects for end in one.ends])]
    ask = asked(request.GET, choices)
    if "" in request.GET.values():
        return redirect(tidy(request.path, ask.query))
    centre = ask.value("entity") or None
    passing = made.prospects.of(centre) if centre else made.prospects.prospects
    pages = Pages(asked=page_number(request.GET.get("page")), size=RANKED, total=len(passing))
    model = made.prospects.model
    context = {
        "asked": ask,
        "fields": filled(choices, ask),
        "pages": pages,
        "rows": [prospect_row(one, made, None) for one in passing[pages.offset : pages.offset + RANKED]],
        "compared": made.prospects.bodies,
        "candidates": made.prospects.pairs,
        "weights": [(word(REASONS, name), weight) for name, weight in model.weights.items()],
        "deductions": [(word(REASONS, name), -points) for name, points in model.deductions.items()],
        "fitted": model.fitted,
        "rests": rests("Partnerships: prospective ties"),
        "old": OLD,
    }
    return render(request, "partnerships/prospects.html", context)


@require_safe
def pair(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """What shows that two work together, or what speaks for it."""
    made = kept()
    for id in (one, other):
        if not made.known(id):
            raise NotFound(f"body {id[:60]}", "no such body is in this edition or the registry", "Look at the network")
    if one >= other:
        if one == other:
            return redirect(f"{reverse('partnerships:network')}?entity={quote(one)}")
        return redirect("partnerships:pair", one=other, other=one)
    tie = made.ties.between(one, other)
    prospect = next((found for found in made.prospects.prospects if found.ends == (one, other)), None)
    context = {
        "ends": [(id, made.name(id), made.short(id)) for id in (one, other)],
        "row": tie and tie_row(tie, made),
        "slight": tie is not None and tie.strength < SLIGHT,
        "opened": opened(tie.evidence[:SHOWN]) if tie else [],
        "more": max(0, len(tie.evidence) - SHOWN) if tie else 0,
        "prospect": prospect,
        "reasons": lines(prospect.reasons, made, prospect.ends) if prospect else [],
        "cautions": lines(prospect.cautions, made, prospect.ends) if prospect else [],
        "house": (one, other) in made.ties.houses,
        **_counted(made),
    }
    return render(request, "partnerships/pair.html", context)


def fields(made: Kept) -> list[Field]:
    """What the table of ties can be asked for."""
    kinds = {part.kind for tie in made.ties.ties for part in tie.parts}
    standings = {tie.standing for tie in made.ties.ties}
    return [
        _entities(made, [end for tie in made.ties.ties for end in tie.ends]),
        Field(
            name="kind",
            title=_("Evidence"),
            options=[(id, str(label)) for id, label in KINDS.items() if id in kinds],
        ),
        Field(
            name="standing",
            title=_("Standing"),
            options=[(id, str(label)) for id, label in STANDINGS.items() if id in standings],
        ),
        Field(name="shown", title=_("Shown by"), options=[(id, str(label)) for id, label in SHOWN_BY.items()]),
    ]


def answering(made: Kept, ask: Asked) -> list[Tie]:
    """The ties that are asked for, the strongest first."""
    return [
        tie
        for tie in made.ties.ties
        if ask.fits("entity", tie.ends)
        and ask.fits("kind", [part.kind for part in tie.parts])
        and ask.fits("standing", [tie.standing])
        and ask.fits("shown", ["documents" if tie.told else "registry"])
    ]


def _entities(made: Kept, ends: list[str]) -> Field:
    options = sorted(((id, made.name(id)) for id in set(ends)), key=lambda one: one[1].casefold())
    return Field(name="entity", title=_("Entity"), options=options)


def _counted(made: Kept) -> dict[str, Any]:
    """What ties were looked for in, and what is no party of one."""
    return {
        "statements": made.ties.statements,
        "ties": len(made.ties.ties),
        "untold": made.ties.untold,
        "documents": made.ties.documents,
        "bodies": len(made.ties.bodies),
        "left_out": [(word(LEFT_OUT, reason), number) for reason, number in sorted(made.ties.left_out.items())],
        "old": OLD,
        "houses": [(made.short(a), made.short(b)) for a, b in sorted(made.ties.houses)],
    }

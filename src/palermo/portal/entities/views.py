"""The list of entities, a profile, the statements that name an entity, and the list as a file."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.analysis import OLD
from palermo.edition import Filters
from palermo.errors import NotFound
from palermo.portal.editions.current import current_shelf, current_view
from palermo.portal.editions.shelf import Shelf
from palermo.portal.editions.streams import FORMATS, streamed
from palermo.portal.entities.asked import fields, found, letters
from palermo.portal.entities.profile import shown
from palermo.portal.frame import facts, languages, names, words
from palermo.portal.frame.asking import Asked, Field, asked, filled
from palermo.portal.frame.pages import Pages, page_number, tidy
from palermo.portal.partnerships.around import around
from palermo.publishing.schema_org import organisation
from palermo.registry import Entity

SIZE = 50
"""Entities on a page."""
STATEMENTS = 20
"""Statements on a page."""


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """A page of the entities that the filters let pass."""
    choices = fields()
    ask = asked(request.GET, choices)
    if "" in request.GET.values():
        return redirect(tidy(request.path, ask.query))
    passing = found(ask)
    pages = Pages(asked=page_number(request.GET.get("page")), size=SIZE, total=len(passing))
    without = replace(ask, chosen={name: value for name, value in ask.chosen.items() if name != "letter"})
    context = {
        "asked": ask,
        "fields": [one for one in filled(choices, ask) if one.name != "letter"],
        "letters": letters(),
        "without_letter": without.query,
        "pages": pages,
        "rows": list(_rows(passing[pages.offset : pages.offset + SIZE], current_shelf())),
        "known": len(registry.load().entities),
    }
    return render(request, "entities/list.html", context)


@require_safe
def export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """The same entities as a file."""
    if format not in FORMATS:
        raise Http404
    rows = (_record(row) for row in _rows(found(asked(request.GET, fields())), current_shelf()))
    return streamed(rows, format, "entities")


@require_safe
def profile(request: HttpRequest, id: str) -> HttpResponse:
    """What is known of one entity, and what it is built from."""
    entity, shelf = _entity(id), current_shelf()
    made = shown(entity, current_view(), shelf)
    context = {
        "shown": made,
        "thing": organisation(entity, request.build_absolute_uri(), names.label(id, languages.active()) or id),
        "site": facts.links([entity.website] if entity.website else []),
        "old": OLD,
        **_addresses(id),
        "entity": entity,
        "documents_of_it": len(shelf.published.get(id, ())),
        "searched": len(shelf.documents),
        "acting": shelf.acting.get(id, 0),
        "addressed": shelf.addressed.get(id, 0),
        "around": around(id),
    }
    return render(request, "entities/profile.html", context)


@require_safe
def statements(request: HttpRequest, id: str) -> HttpResponse:
    """A page of the statements in which an entity acts, or that are addressed to it."""
    entity, view = _entity(id), current_view()
    addressed = request.GET.get("role") == "addressed"
    every = Filters(addressees=(id,)) if addressed else Filters(actors=(id,))
    counted = view.facets(every)
    choices = _choices([one.value for one in counted["kind"]], [one.value for one in counted["theme"]])
    ask = asked(request.GET, choices)
    if "" in request.GET.values():
        return redirect(tidy(request.path, ask.query))
    filters = _narrowed(every, ask)
    number = page_number(request.GET.get("page"))
    matching = view.statements(filters, offset=(number - 1) * STATEMENTS, limit=STATEMENTS)
    pages = Pages(asked=number, size=STATEMENTS, total=matching.total)
    if pages.number != number:
        matching = view.statements(filters, offset=pages.offset, limit=STATEMENTS)
    context = {
        "entity": entity,
        "asked": ask,
        "fields": filled(choices, ask),
        "addressed": ask.value("role") == "addressed",
        "pages": pages,
        "rows": [(one, matching.documents[one.document]) for one in matching.statements],
        "searched": len(current_shelf().documents),
    }
    return render(request, "entities/statements.html", context)


def _addresses(id: str) -> dict[str, str]:
    """Beginnings of the addresses that a profile's counts open."""
    publications = f"{reverse('publications:list')}?publisher={quote(id)}"
    fields = ("theme", "intervention", "exploitation")
    return {f"by_{name}": f"{publications}&{name}=" for name in fields} | {"issuer_query": f"&issuer={quote(id)}"}


def _choices(kinds: list[str], themes: list[str]) -> list[Field]:
    roles = [("acts", _("it acts or speaks")), ("addressed", _("it is addressed"))]
    return [
        Field(name="role", title=_("Statements in which"), options=roles),
        Field(
            name="kind", title=_("Kind"), options=[(id, str(word)) for id, word in words.KINDS.items() if id in kinds]
        ),
        Field(name="theme", title=_("Theme"), options=facts.concepts("themes", themes, languages.active())),
    ]


def _narrowed(every: Filters, ask: Asked) -> Filters:
    return replace(
        every,
        kinds=tuple(filter(None, (ask.value("kind"),))),
        themes=tuple(filter(None, (ask.value("theme"),))),
        words=ask.words,
    )


def _entity(id: str) -> Entity:
    found = registry.load().entities.get(id)
    if found is None:
        raise NotFound(f"entity {id[:60]}", "the registry shows no such entity", "Look through the list of entities")
    return found


def _rows(passing: list[Entity], shelf: Shelf) -> Iterator[dict[str, Any]]:
    publications = registry.load().publications.values()
    for one in passing:
        yield {
            "entity": one,
            "publications": sum(one.id in publication.publishers for publication in publications),
            "documents": len(shelf.published.get(one.id, ())),
            "acting": shelf.acting.get(one.id, 0),
            "addressed": shelf.addressed.get(one.id, 0),
        }


def _record(row: dict[str, Any]) -> dict[str, Any]:
    one: Entity = row["entity"]
    return {
        "id": one.id,
        "acronym": one.acronym,
        "name": one.names["en"],
        "kind": one.kind,
        "role": one.role,
        "website": one.website,
        "icat": one.icat,
        "icat_since": one.icat_since,
        "publications": row["publications"],
        "documents": row["documents"],
        "statements_acting": row["acting"],
        "statements_addressed": row["addressed"],
        "sources": list(one.sources),
    }

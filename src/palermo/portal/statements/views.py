"""The statement page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo.analysis.follow_up import call_of
from palermo.edition import View
from palermo.errors import NotFound
from palermo.portal.documents import sheets
from palermo.portal.documents.citation import citation
from palermo.portal.documents.references import of_statement, references, thing_of_statement
from palermo.portal.editions.current import current_search, current_view
from palermo.portal.frame import languages, navigation
from palermo.portal.recommendations.chain import Followed, followed
from palermo.portal.recommendations.followed import current_follow_up, current_searched
from palermo.portal.statements.around import around
from palermo.search import Hit
from palermo.statements import Kind, PassageKind, Statement

ALIKE = 4
"""Passages that are shown beside a statement."""


@require_safe
def statement(request: HttpRequest, id: str) -> HttpResponse:
    """One statement: its words, who and to whom, what it rests on, and why it was read so."""
    view = current_view()
    found = view.statement(id)
    if found.id != id:
        return redirect("statements:statement", id=found.id)
    document = view.document(found.document)
    passages = view.passages(document.id)
    sheet = sheets.sheet_of(passages, [found], found.locator.passage)
    missing = sheets.missing(document)
    withheld = sheet is not None and sheet.page in view.private_pages(document.id)
    recommended = found.kind is Kind.RECOMMENDATION
    context = {
        "navigation": navigation.entries(request, "recommendations" if recommended else "maps"),
        "opens": [one for one in found.support if one.role == "introduction"],
        "statement": found,
        "document": document,
        "action": _action(found),
        "around": around(document, passages, found),
        "missing": missing,
        "sheet": None if missing or withheld else sheet,
        "withheld": withheld,
        "twins": _twins(view, found),
        "alike": _alike(found),
        "citation": citation(document, languages.active(), found.locator),
        "references": references(of_statement(request, view, found, document), "statements:cite", id),
        "thing": thing_of_statement(request, found, document),
        "permanent": request.build_absolute_uri(f"/statements/{found.id}"),
        "edition": view.manifest,
        "followable": recommended,
        "follow": _followed(view, found) if recommended else None,
    }
    return render(request, "statements/statement.html", context)


def _followed(view: View, statement: Statement) -> Followed | None:
    """Its chain and what came of it; None while that is being made. Copies of one Work have those of the main one."""
    found = current_follow_up()
    if found is None:
        return None
    main = view.statement(statement.same_as[0]) if statement.standing and statement.same_as else statement
    return followed(view, found, current_searched(), call_of(main, view.document(main.document)))


def _action(statement: Statement) -> str | None:
    """What is asked, where that is less than the whole quote."""
    return None if statement.action == statement.quote else statement.action


def _alike(statement: Statement) -> list[Hit]:
    """Passages of other Works that say something alike, in any language; a heading says nothing by itself."""
    index = current_search()
    near = index.alike(statement, limit=3 * ALIKE) if index else []
    return [hit for hit in near if hit.kind != PassageKind.HEADING][:ALIKE]


def _twins(view: View, statement: Statement) -> list[Statement]:
    """The same thing said elsewhere in the Work, where this edition shows it."""
    found = []
    for id in statement.same_as:
        try:
            found.append(view.statement(id))
        except NotFound:
            continue
    return found

"""Views of a focal point: the entity's entries in the map, and its proposals."""

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo import registry
from palermo.access import Role, can_edit_entity
from palermo.edition import FacetCount, View, build_filters
from palermo.portal.base.pagination import paginate
from palermo.portal.base.statement_selection import CONFIDENCE_PARAMETER, EVERY_CONFIDENCE
from palermo.portal.entity_desk.document_views import handle_document, list_contributions
from palermo.portal.entity_desk.forms import (
    NEEDS_TEXT,
    TEXT_MISSING,
    VERDICT_MISSING,
    ActivityForm,
    AnswerForm,
    CheckForm,
    ProfileForm,
)
from palermo.portal.entity_desk.models import EntityProposal, SurveyDraft
from palermo.portal.entity_desk.proposals import (
    CHANGED_MEANWHILE,
    count_proposals_for,
    create_proposal,
    find_open_round,
    notify_secretariat,
    redirect_to_desk,
    update_proposal,
    withdraw_proposal,
)
from palermo.portal.entity_desk.rounds import list_round_entities
from palermo.portal.services.access import ensure_permit, get_actor
from palermo.portal.services.current_edition import get_current_edition
from palermo.portal.services.entity_statements import VERDICT_CHOICES, list_entity_statements
from palermo.portal.services.facet_labels import label_facet_value
from palermo.portal.services.statement_pages import paginate_statements
from palermo.statements import ACTING_KINDS, FORWARD_KINDS, Statement, StatementKind

Kind, State = EntityProposal.Kind, EntityProposal.State
CHECKED_KINDS = tuple(kind for kind in ACTING_KINDS if kind not in FORWARD_KINDS)
CHECKS_PER_PAGE = 20
PROPOSALS_PER_PAGE = 20
MAX_LISTED = 10
"""Statements, facets and surveys in each list of the overview."""
EDIT_FORMS: dict[str, type[forms.Form]] = {
    "profile": ProfileForm, "activity": ActivityForm, "answer": AnswerForm, "verdict": CheckForm,
}  # fmt: skip


@require_safe
def desk_list(request: HttpRequest) -> HttpResponse:
    """List the entities of the focal point, for the secretariat all that take part, and one's contributions."""
    actor = get_actor(request)
    is_staff = actor.has_role(Role.SECRETARIAT, Role.ADMINISTRATOR)
    entities = set(actor.entities)
    if is_staff:
        entities |= {
            *list_round_entities(),
            *EntityProposal.objects.exclude(entity="").values_list("entity", flat=True),
        }
    context = {
        "entities": sorted(entities),
        "pages": paginate(request, PROPOSALS_PER_PAGE, list_contributions(actor)),
        "is_staff": is_staff,
        "waiting": count_proposals_for(actor),
        "round": find_open_round(),
    }
    return render(request, "entity_desk/list.html", context)


@require_safe
def desk_overview(request: HttpRequest, entity: str) -> HttpResponse:
    """Render the entity's entries in the map, and its proposals."""
    _ensure_edit(request, entity)
    view = _get_full_view()
    acting, asking = build_filters(actor=[entity]), [StatementKind.RECOMMENDATION]
    counts = view.count_facets(acting, ("kind", "theme", "place", "year", "partner"))
    received = view.find_statements(build_filters(addressee=[entity], kind=asking), limit=MAX_LISTED)
    last_answers = _find_last_proposals(entity, Kind.ANSWER, (statement for statement, _document in received.rows))
    context = {
        "entity": entity,
        "is_known": entity in registry.load_registry().entities,
        "facets": [
            (title, [_link_facet(entity, name, facet_count) for facet_count in counts[name][:MAX_LISTED]])
            for title, name in (
                (_("Kind"), "kind"), (_("Theme"), "theme"), (_("Place"), "place"), (_("Year"), "year"),
                (_("Partners"), "partner"),
            )
        ],
        "received": [
            (statement, document, last_answers.get(statement.id)) for statement, document in received.rows
        ],
        "received_total": received.total,
        "received_address": _link_recommendations("addressee", entity),
        "issued_address": _link_recommendations("actor", entity),
        "issued": view.find_statements(build_filters(actor=[entity], kind=asking), limit=0).total,
        "pages": paginate(request, PROPOSALS_PER_PAGE, EntityProposal.objects.filter(entity=entity)),
        "drafts": EntityProposal.objects.filter(entity=entity, kind=Kind.ACTIVITY, state=State.DRAFT).count(),
        "surveys": SurveyDraft.objects.filter(entity=entity)[:MAX_LISTED],
        "round": find_open_round(),
    }  # fmt: skip
    return render(request, "entity_desk/overview.html", context)


def _link_recommendations(role: str, entity: str) -> str:
    """Return the address of the register with the recommendations of an entity in this role, confirmed or not."""
    pairs = [(role, entity), (CONFIDENCE_PARAMETER, EVERY_CONFIDENCE)]
    return f"{reverse('recommendations:register')}?{urlencode(pairs)}"


def _link_facet(entity: str, facet: str, counted: FacetCount) -> tuple[str, int, str]:
    """Return the label of a facet's value, its number of statements, and the address that lists them."""
    pairs = [("entity", entity), (facet, counted.value), (CONFIDENCE_PARAMETER, EVERY_CONFIDENCE)]
    label = label_facet_value(facet, counted.value, counted.name)
    return label, counted.statements, f"{reverse('maps:statements')}?{urlencode(pairs)}"


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_create(request: HttpRequest, entity: str, kind: str) -> HttpResponse:
    """Propose a change of the profile, or add an activity."""
    title = _("Change the profile") if kind == Kind.PROFILE else _("Add an activity")
    return _handle_form(request, entity, kind, EDIT_FORMS[kind](request.POST or None), title)


@require_http_methods(["GET", "HEAD", "POST"])
def answer_create(request: HttpRequest, entity: str, statement: str) -> HttpResponse:
    """Answer a recommendation that is addressed to the entity."""
    _ensure_edit(request, entity)
    own_statement = _get_full_view().get_statement(statement)
    if entity not in {ref.id for ref in own_statement.addressees}:
        raise Http404
    form = AnswerForm(request.POST or None)
    return _handle_form(request, entity, Kind.ANSWER, form, _("Answer the recommendation"), own_statement)


def _handle_form(
    request: HttpRequest, entity: str, kind: str, form: forms.Form, title: str, answered: Statement | None = None
) -> HttpResponse:
    _ensure_edit(request, entity)
    subject, quote = (answered.id, answered.quote) if answered else ("", "")
    if request.method == "POST" and form.is_valid():
        content = dict(form.cleaned_data) | ({"quote": quote} if quote else {})
        state = State.DRAFT if "draft" in request.POST else State.SUBMITTED
        create_proposal(request, entity, kind, content, subject=content.pop("subject", "") or subject, state=state)
        return redirect_to_desk(request, entity, is_draft=state == State.DRAFT)
    context = {"form": form, "title": title, "entity": entity, "statement": answered, "can_draft": True}
    if answered:
        context["document"] = _get_full_view().get_document(answered.document)
    stated = list_entity_statements(entity) if kind == Kind.PROFILE else ()
    context["stated"] = [item for item in stated if item.kind == Kind.PROFILE]
    return render(request, "entity_desk/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def statement_check(request: HttpRequest, entity: str) -> HttpResponse:
    """Record a verdict (retain, correct or out of date) on many activities and ties at once."""
    _ensure_edit(request, entity)
    view, filters = _get_full_view(), build_filters(actor=[entity], kind=CHECKED_KINDS)
    pages, rows = paginate_statements(request, view, filters, CHECKS_PER_PAGE)
    statements = [statement for statement, _document in rows]
    if request.method == "POST":
        checks = _read_checks(request, statements)
        error = _find_check_error(checks)
        if not error:
            _propose_verdicts(request, entity, checks)
            if not pages.has_next():
                return redirect_to_desk(request, entity)
            notify_secretariat(request.build_absolute_uri("/"))
            messages.success(request, _("Sent to the secretariat. These are the next ones."))
            return redirect(f"{request.path}?page={pages.next_page_number()}")
        messages.error(request, error)
    last_checks = _find_last_proposals(entity, Kind.VERDICT, statements)
    checked_rows = [
        (statement, document, last_checks.get(statement.id), *_read_check(request, statement))
        for statement, document in rows
    ]
    context = {
        "entity": entity, "rows": checked_rows, "pages": pages, "verdicts": VERDICT_CHOICES, "needs_text": NEEDS_TEXT,
        "text_missing": TEXT_MISSING, "verdict_missing": VERDICT_MISSING,
    }  # fmt: skip
    return render(request, "entity_desk/check.html", context)


def _find_last_proposals(entity: str, kind: str, statements: Iterable[Statement]) -> Mapping[str, EntityProposal]:
    """Return what the entity last proposed of a kind on each statement, by the statement's id."""
    ids = [statement.id for statement in statements]
    proposals = EntityProposal.objects.filter(entity=entity, kind=kind, subject__in=ids).order_by("changed_at")
    return {proposal.subject: proposal for proposal in proposals}


def _read_check(request: HttpRequest, statement: Statement) -> tuple[str, str]:
    """Return the verdict on a statement, or an empty string, and what was typed beside it."""
    verdict = request.POST.get(f"verdict-{statement.id}", "")
    text = request.POST.get(f"text-{statement.id}", "").strip()[:2000]
    return verdict if verdict in dict(VERDICT_CHOICES) else "", text


def _read_checks(request: HttpRequest, statements: Sequence[Statement]) -> list[tuple[Statement, str, str]]:
    checks = [(statement, *_read_check(request, statement)) for statement in statements]
    return [check for check in checks if any(check[1:])]


def _find_check_error(checks: Sequence[tuple[Statement, str, str]]) -> str:
    """Return why these checks cannot be sent, or an empty string."""
    if not all(verdict for _statement, verdict, _text in checks) or not checks:
        return str(VERDICT_MISSING)
    if any(verdict == NEEDS_TEXT and not text for _statement, verdict, text in checks):
        return str(TEXT_MISSING)
    return ""


def _propose_verdicts(request: HttpRequest, entity: str, checks: Sequence[tuple[Statement, str, str]]) -> None:
    """Store a proposal for each statement with a verdict."""
    for statement, verdict, text in checks:
        content = {"verdict": verdict, "text": text, "quote": statement.quote}
        create_proposal(request, entity, Kind.VERDICT, content, subject=statement.id, state=State.SUBMITTED)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_edit(request: HttpRequest, entity: str, id: int) -> HttpResponse:
    """Change a draft or a returned proposal, and send it."""
    _ensure_edit(request, entity)
    proposal = get_object_or_404(EntityProposal, pk=id, entity=entity)
    if proposal.kind == Kind.DOCUMENT:
        return handle_document(request, entity, proposal)
    form = EDIT_FORMS[proposal.kind](request.POST or None, initial={**proposal.content, "subject": proposal.subject})
    if request.method == "POST" and form.is_valid():
        content = dict(form.cleaned_data)
        subject = content.pop("subject", "") or proposal.subject
        state = State.DRAFT if "draft" in request.POST else State.SUBMITTED
        values = {"subject": subject, "content": {**proposal.content, **content}, "state": state}
        if update_proposal(request, proposal, values):
            return redirect_to_desk(request, entity, is_draft=state == State.DRAFT)
        form.add_error(None, CHANGED_MEANWHILE)
    context = {"form": form, "title": proposal.get_kind_display(), "entity": entity, "proposal": proposal}
    quote = proposal.content.get("quote", "")
    return render(request, "entity_desk/form.html", {**context, "quote": quote, "can_draft": True})


@require_POST
def proposal_withdraw(request: HttpRequest, entity: str, id: int) -> HttpResponse:
    """Take back a proposal of the entity."""
    _ensure_edit(request, entity)
    withdraw_proposal(request, get_object_or_404(EntityProposal, pk=id, entity=entity))
    return redirect("entity_desk:overview", entity=entity)


def _ensure_edit(request: HttpRequest, entity: str) -> None:
    ensure_permit(can_edit_entity(get_actor(request), entity))


def _get_full_view() -> View:
    """Return a view with all statements about an entity, confirmed or not.

    The focal point of the entity can judge whether they are right.
    """
    return get_current_edition().with_unconfirmed.view

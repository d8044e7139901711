"""The pages of joint texts."""

from collections.abc import Iterable

from django.contrib import messages
from django.db import transaction
from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from palermo.access import Actor, Permit, Refusal, can_draft_joint_texts, can_manage_joint_texts
from palermo.errors import PalermoError
from palermo.joint_texts.change_rules import find_obstacle
from palermo.joint_texts.changes import Member, MembersRecorded
from palermo.joint_texts.enums import Stage, TextKind
from palermo.joint_texts.outlines import load_outlines, parse_outline
from palermo.joint_texts.refusals import ChangeRefused
from palermo.joint_texts.silence import summarise_rounds
from palermo.joint_texts.stage_machine import STAGES, is_silence_broken, list_later_stages, list_pending_tasks
from palermo.joint_texts.wording_history import attribute_words, compare_wordings
from palermo.languages import LANGUAGES
from palermo.portal.base.display_names import get_name
from palermo.portal.base.languages import get_active_language, mark_direction
from palermo.portal.base.number_formats import get_colon
from palermo.portal.joint_texts.change_views import apply_form
from palermo.portal.joint_texts.citations import check_citations, find_agreed_wordings
from palermo.portal.joint_texts.endorsement_links import (
    EndorsementLink,
    build_office_actor,
    read_link,
    sign_calendar,
    sign_link,
)
from palermo.portal.joint_texts.event_store import compare_versions, create_text, list_versions, load_text, load_text_at
from palermo.portal.joint_texts.forms import TextLanguageForm, TextOriginForm, VersionPairForm
from palermo.portal.joint_texts.library_entry import check_announced_counts
from palermo.portal.joint_texts.member_fields import (
    MEMBER_NAME_LANGUAGE,
    MembersField,
    build_member_table,
    format_members,
    get_group_key,
    propose_members,
)
from palermo.portal.joint_texts.models import OutlineRecord, ReportOrigin, TextRecord
from palermo.portal.joint_texts.notices import list_unreached
from palermo.portal.joint_texts.report_drafts import build_draft, check_figures, compare_with_last_year
from palermo.portal.joint_texts.stage_forms import (
    LinkEndorsementForm,
    NewTextForm,
    OutlineForm,
)
from palermo.portal.joint_texts.text_labels import explain_refusal, get_label
from palermo.portal.joint_texts.text_pages import (
    OpenText,
    ParagraphRow,
    build_compilation,
    build_context,
    build_rows,
    get_person_names,
    list_tasks_of,
    open_text,
)
from palermo.portal.services.access import get_actor
from palermo.reports.builders.catalogue import ReportKind
from palermo.reports.builders.follow_up_report import GROUP

MAX_OPENING_CHARS = 60
"""Characters of the first words that name a paragraph without a number."""


@never_cache
@require_safe
def text_list(request: HttpRequest) -> HttpResponse:
    """List issued texts for everybody, and texts in progress and tasks for those who draft."""
    actor = get_actor(request)
    is_drafter = isinstance(can_draft_joint_texts(actor), Permit)
    records = TextRecord.objects.all()
    context = {
        "issued": records.filter(stage=Stage.ISSUED)
        .annotate(issued_at=Max("events__at", filter=Q(events__content__change="text-issued")))
        .order_by("-issued_at"),
        "open_texts": records.exclude(stage__in=(Stage.ISSUED, Stage.WITHDRAWN)) if is_drafter else (),
        "withdrawn": records.filter(stage=Stage.WITHDRAWN) if is_drafter else (),
        "tasks": list_tasks_of(actor) if is_drafter else (),
        "is_drafter": is_drafter,
        "is_secretariat": isinstance(can_manage_joint_texts(actor), Permit),
        "calendar": sign_calendar(actor.user_id) if is_drafter and actor.user_id else "",
    }
    return render(request, "joint_texts/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_text(request: HttpRequest) -> HttpResponse:
    """Create a text from the outline of its kind, or from a report."""
    is_sent = request.method == "POST"
    form = NewTextForm(request.POST) if is_sent else NewTextForm(initial=_get_initial_values(request))
    if "propose" in request.POST:
        return _propose_members_again(request, propose_members(request.POST.get("group", "")))
    if form.is_bound and form.is_valid():
        if form.cleaned_data["group"] and (left := _find_members_of_another_group(form)):
            is_same = left == form.cleaned_data["members"]
            members = propose_members(form.cleaned_data["group"]) if is_same else form["members"].value()
            return _propose_members_again(request, members, is_edited=not is_same)
        try:
            id = _create_text(form, get_actor(request))
        except ChangeRefused as refused:
            form.add_error(None, explain_refusal(refused.refusal))
        except (PalermoError, ValueError) as error:
            form.add_error(None, str(error))
        else:
            return redirect("joint_texts:detail", id=id)
    return render(request, "joint_texts/new.html", {"form": form}, status=400 if form.errors else 200)


def _find_members_of_another_group(form: NewTextForm) -> tuple[Member, ...]:
    """Return the members that are left of those proposed for the group before, if the group was changed."""
    proposed_for = form.cleaned_data["proposed_for"]
    if not proposed_for or get_group_key(proposed_for) == get_group_key(form.cleaned_data["group"]):
        return ()
    proposed = MembersField().clean(propose_members(proposed_for))
    return tuple(member for member in form.cleaned_data["members"] if member in proposed)


def _propose_members_again(request: HttpRequest, members: str, *, is_edited: bool = False) -> HttpResponse:
    """Show the form with the members of the group that was chosen, or those that were typed, for a check."""
    group, before = request.POST.get("group", ""), request.POST.get("proposed_for", "")
    if is_edited:
        sentence = _("Some of these members were proposed for “%(before)s”. Check them, then begin the text.")
    elif members:
        sentence = _("These are the members of “%(group)s”. Check them, then begin the text.")
    else:
        sentence = _("The members of “%(group)s” are not known here. Enter them, then begin the text.")
    messages.warning(request, sentence % {"group": group, "before": before})
    values = {**request.POST.dict(), "members": members, "proposed_for": group}
    return render(request, "joint_texts/new.html", {"form": NewTextForm(initial=values)})


def _create_text(form: NewTextForm, actor: Actor) -> str:
    """Create the text of a form.

    Raises ChangeRefused, and PalermoError or ValueError for an unknown report.
    """
    members = MembersRecorded(members=form.cleaned_data["members"])
    if not form.cleaned_data["report"]:
        outline = parse_outline(get_outline(TextKind(form.cleaned_data["kind"]), form.cleaned_data["language"]))
        return create_text(form.build_created(), [members, *outline], actor)
    draft = build_draft(form.cleaned_data["report"], form.cleaned_data["language"])
    with transaction.atomic():
        id = create_text(form.build_created(), [members, *draft.list_changes()], actor)
        draft.build_origin(id).save(force_insert=True)
    return id


def _get_initial_values(request: HttpRequest) -> dict[str, str]:
    """Return what the form begins with: what a report gives, the group of the newest text, and the group's members.

    Raises Http404 for an unknown report.
    """
    values = _get_report_values(TextOriginForm(request.GET).get_value("report"), get_active_language())
    newest = next((text for record in TextRecord.objects.all() if (text := load_text(record.id))), None)
    group = values.get("group") or (newest.created.group if newest else get_name(GROUP, MEMBER_NAME_LANGUAGE))
    return {"group": group, "proposed_for": group, "members": propose_members(group), **values}


def _get_report_values(address: str, language: str) -> dict[str, str]:
    """Return kind, title and language of a text that is opened from a report."""
    if not address:
        return {}
    try:
        draft = build_draft(address, language)
    except (PalermoError, ValueError) as error:
        raise Http404 from error
    values = {"report": address, "kind": draft.text_kind, "title": draft.report.title, "language": language}
    return {**values, "group": draft.context.get_label(GROUP)} if draft.kind is ReportKind.ANNUAL else values


def get_outline(kind: TextKind, language: str) -> str:
    """Return the outline of a kind in a language: the secretariat's, or else the shipped one."""
    record = OutlineRecord.objects.filter(kind=_build_outline_key(kind, language)).first()
    return record.outline if record else load_outlines(language)[kind]


def _build_outline_key(kind: str, language: str) -> str:
    return kind if language == LANGUAGES[0] else f"{kind}/{language}"


@require_http_methods(["GET", "HEAD", "POST"])
def outline_list(request: HttpRequest) -> HttpResponse:
    """Show and change the outlines of all kinds."""
    form = OutlineForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        values, language = {"outline": form.cleaned_data["outline"]}, form.cleaned_data["language"]
        key = _build_outline_key(form.cleaned_data["kind"], language)
        OutlineRecord.objects.update_or_create(kind=key, defaults=values)
        return redirect(f"{reverse('joint_texts:outlines')}?language={language}")
    language = TextLanguageForm(request.GET, LANGUAGES, get_active_language()).selected_language
    outlines = [(kind, get_outline(kind, language)) for kind in TextKind]
    context = {"outlines": outlines, "shown_language": language, "languages": LANGUAGES}
    return render(request, "joint_texts/outlines.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
def text_detail(request: HttpRequest, id: str) -> HttpResponse:
    """Show a text in a language; the permanent page of an issued one."""
    opened = open_text(request, id)
    text = opened.text
    language = TextLanguageForm(request.GET, text.languages, text.language).selected_language
    origin = ReportOrigin.objects.filter(text_id=id).first() if opened.is_drafter and not opened.is_issued else None
    context = {
        **build_context(opened),
        "origin": origin,
        "figures": check_figures(origin, text) if origin else (),
        "last_year": compare_with_last_year(text, origin) if origin and origin.kind == ReportKind.ANNUAL else None,
        "rows": (rows := build_rows(text, id, language, with_inputs=opened.is_drafter)),
        "paragraph_names": _name_paragraphs(rows),
        "shown_language": language,
        "citations": check_citations(text),
        "permanent": request.build_absolute_uri(translate_url(request.path, text.language)),
    }
    return render(request, "joint_texts/detail.html", context)


def _name_paragraphs(rows: Iterable[ParagraphRow]) -> dict[str, str]:
    """Return what names each paragraph: its number, or else its kind with its first words."""
    return {row.paragraph.id: _name_paragraph(row) for row in rows}


def _name_paragraph(row: ParagraphRow) -> str:
    if row.number:
        return f"{_('Paragraph')} {row.number}"
    opening = Truncator(row.wording.text).chars(MAX_OPENING_CHARS)
    return f"{get_label('paragraph', row.paragraph.kind)}{get_colon()}{mark_direction(opening)}"


@require_safe
def text_timeline(request: HttpRequest, id: str) -> HttpResponse:
    """Show the stage of a text, its pending tasks, and the possible next steps."""
    opened = open_text(request, id)
    text, now = opened.text, timezone.now()
    obstacle = find_obstacle(text, now)
    context = {
        **build_context(opened),
        "later_stages": list_later_stages(text.stage),
        "obstacle": explain_refusal(obstacle) if obstacle else "",
        "tasks": list_pending_tasks(text, now),
        "next_stages": STAGES[text.stage].next_stages,
        "is_broken": is_silence_broken(text),
        **build_member_table(format_members(text.members)),
    }
    return render(request, "joint_texts/timeline.html", context)


@require_safe
def paragraph_detail(request: HttpRequest, id: str, paragraph: str) -> HttpResponse:
    """Show a paragraph.

    The page has the editor, versions, translations, proposals, comments, citations and agreed language.
    """
    opened = open_text(request, id)
    text = opened.text
    row = next((row for row in build_rows(text, id, with_inputs=True) if row.paragraph.id == paragraph), None)
    if row is None:
        raise Http404
    versions = text.wordings[paragraph, text.language]
    earlier = ("", *(version.text for version in versions))
    context = {
        **build_context(opened),
        "row": row,
        "versions": [
            (version, compare_wordings(words, version.text)) for version, words in zip(versions, earlier, strict=False)
        ][::-1],
        "authored": attribute_words(versions),
        "names": get_person_names(version.person for version in versions),
        "translations": [
            (item, text.get_wording(paragraph, item), text.is_behind(paragraph, item))
            for item in LANGUAGES
            if item != text.language
        ],
        "agreed": find_agreed_wordings(text, paragraph),
        "citations": [check for check in check_citations(text) if check.citation.paragraph == paragraph],
    }
    return render(request, "joint_texts/paragraph.html", context)


@require_safe
def text_compilation(request: HttpRequest, id: str) -> HttpResponse:
    """Show all proposals and comments of all entities beside each paragraph."""
    opened = open_text(request, id)
    context = build_context(opened)
    allowed = context["allowed"]
    context |= {
        "rows": build_compilation(opened.text, id),
        "may_answer": allowed["decide"] or allowed["answer_comment"],
    }
    return render(request, "joint_texts/compilation.html", context)


@require_safe
def text_comparison(request: HttpRequest, id: str) -> HttpResponse:
    """Compare two versions of the text, word by word."""
    opened = open_text(request, id)
    versions = list_versions(id)
    form = VersionPairForm(request.GET, versions[0].sequence, versions[-1].sequence)
    earlier, later = (load_text_at(id, min(number, opened.text.sequence)) for number in form.numbers)
    if earlier is None or later is None:
        raise Http404
    context = {
        **build_context(opened),
        "earlier": earlier,
        "later": later,
        "versions": versions,
        "compared": compare_versions(earlier, later),
    }
    return render(request, "joint_texts/comparison.html", context)


@require_safe
def silence_detail(request: HttpRequest, id: str) -> HttpResponse:
    """Show the silence procedure: rounds with what each entity did, and how to take part."""
    opened = open_text(request, id)
    text, now = opened.text, timezone.now()
    last, rows = text.last_round, build_rows(text, id)
    context = {
        **build_context(opened),
        "paragraph_names": _name_paragraphs(rows),
        "rounds": list(zip(summarise_rounds(text, now).rounds, text.rounds, strict=True))[::-1],
        "is_running": text.stage is Stage.SILENCE and last is not None and now < last.deadline,
        "is_broken": is_silence_broken(text),
        "rows": [row for row in rows if last and row.paragraph.id in last.paragraphs],
        "can_adopt": last is not None and not last.breaks and now >= last.deadline,
        "unreached": list_unreached(text, now) if opened.is_secretariat and not opened.is_issued else [],
    }
    return render(request, "joint_texts/silence.html", context)


@require_safe
def endorsement_detail(request: HttpRequest, id: str) -> HttpResponse:
    """Show the endorsements.

    The page has the list of endorsements, the forms, the links for offices, and the checks before the issue.
    """
    opened = open_text(request, id)
    text = opened.text
    today = timezone.now().astimezone(text.zone).date()
    endorsed = {endorsement.content.entity for endorsement in text.endorsements}
    awaited = [member for member in text.get_members_on(today) if member.entity not in endorsed]
    context = {
        **build_context(opened),
        "roll": [(text.get_entity_name(endorsement.content.entity), endorsement) for endorsement in text.endorsements],
        "awaited": awaited,
        "own_awaited": [item for item in awaited if item.entity in opened.actor.entities],
        "links": [(item, _build_link(request, opened, item.entity)) for item in awaited]
        if opened.is_secretariat and text.text_hash
        else [],
        "checks": check_announced_counts(text) if opened.is_secretariat else [],
        "behind": [(language, len(list(text.list_untranslated(language)))) for language in text.languages[1:]],
    }
    return render(request, "joint_texts/endorsement.html", context)


def _build_link(request: HttpRequest, opened: OpenText, entity: str) -> str:
    token = sign_link(EndorsementLink(text_id=opened.id, entity=entity, text_hash=opened.text.text_hash))
    return request.build_absolute_uri(reverse("joint_texts:confirm", kwargs={"token": token}))


@require_http_methods(["GET", "HEAD", "POST"])
def endorsement_confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Let the office of a head read the text and confirm the endorsement by its signed link."""
    link = read_link(token)
    text = load_text(link.text_id) if link else None
    if link is None or text is None:
        return render(request, "joint_texts/confirmation.html", {"is_invalid": True}, status=404)
    opened = OpenText(id=link.text_id, text=text, actor=build_office_actor(link.entity))
    reason = ""
    if request.method == "POST":
        data = {**request.POST.dict(), "entity": link.entity, "text_hash": link.text_hash}
        form = LinkEndorsementForm(data, text, opened.actor)
        refusal = apply_form(form, opened)
        if refusal is None:
            return redirect("joint_texts:confirm", token=token)
        reason = explain_refusal(refusal) if isinstance(refusal, Refusal) else str(refusal)
    context = {
        **build_context(opened),
        "rows": build_rows(text, link.text_id),
        "entity": text.get_entity_name(link.entity),
        "endorsement": next(
            (endorsement for endorsement in text.endorsements if endorsement.content.entity == link.entity), None
        ),
        "reason": reason,
    }
    return render(request, "joint_texts/confirmation.html", context, status=409 if reason else 200)

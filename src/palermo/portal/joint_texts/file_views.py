"""Files of joint texts: Word out and in, PDF, Akoma Ntoso, compilation, calendar."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from palermo.errors import PalermoError, TooLarge
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import encode_hashed_form
from palermo.joint_texts.enums import Stage
from palermo.joint_texts.refusals import ChangeRefused, RefusalCode, refuse
from palermo.joint_texts.state import JointText
from palermo.portal.base.languages import mark_direction
from palermo.portal.base.number_formats import format_iso_date, get_colon
from palermo.portal.joint_texts.endorsement_links import read_calendar
from palermo.portal.joint_texts.event_store import append_changes, load_text_at
from palermo.portal.joint_texts.forms import TextLanguageForm
from palermo.portal.joint_texts.templatetags.joint_text_tags import format_day
from palermo.portal.joint_texts.text_labels import explain_refusal, get_label
from palermo.portal.joint_texts.text_pages import build_compilation, list_tasks_of, open_text
from palermo.portal.services.list_files import build_download
from palermo.publishing.joint_text_files.akoma_ntoso import write_akoma_ntoso
from palermo.publishing.joint_text_files.calendar_feed import CalendarDeadline, write_calendar
from palermo.publishing.joint_text_files.docx_writer import CompilationEntry, write_compilation_docx, write_docx
from palermo.publishing.joint_text_files.edited_docx import (
    DocxEdits,
    compare_docx,
    open_edited_docx,
    read_identity,
)
from palermo.publishing.joint_text_files.text_layout import build_layout
from palermo.publishing.joint_text_files.text_pdf import write_pdf

MAX_UPLOAD_BYTES = 20_000_000
MAX_NAME_CHARS = 60
"""Characters of a title in the name of a file."""
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = {"docx": DOCX_TYPE, "pdf": "application/pdf", "xml": "application/akn+xml", "json": "application/json"}


@never_cache
@require_safe
def text_file(request: HttpRequest, id: str, format: str) -> HttpResponse:
    """Return a text in a language as a file."""
    opened = open_text(request, id)
    text = opened.text
    form = TextLanguageForm(request.GET, text.languages, text.language)
    if format not in MEDIA_TYPES or not form.is_available:
        raise Http404
    language = form.selected_language
    if format == "json":
        return build_download(encode_hashed_form(text), MEDIA_TYPES[format], f"{id}.json")
    with translation.override(language):
        address = request.build_absolute_uri(reverse("joint_texts:detail", kwargs={"id": id}))
        layout = build_layout(text, id, language, _("Endorsed by"), describe_status(text, address))
        late = f" · {_('after the issue')}"
    roll = (
        replace(entry, date=format_iso_date(entry.date, language) + (late if entry.is_late else ""))
        for entry in layout.roll
    )
    layout = replace(layout, roll=tuple(roll))
    if format == "docx":
        content = write_docx(layout)
    elif format == "xml":
        content = write_akoma_ntoso(layout, address, _get_version_time(text).astimezone(text.zone).date().isoformat())
    else:
        try:
            content = write_pdf(layout)
        except PalermoError as error:
            return _render_problem(request, id, str(error), 503)
    name = slugify(layout.title[:MAX_NAME_CHARS]) or id
    return build_download(content, MEDIA_TYPES[format], f"{name}-{language}.{format}")


def describe_status(text: JointText, address: str) -> str:
    """Return kind, stage, its date and the address of a text, for the head of each page of a file."""
    kind, stage = get_label("kind", text.created.kind), get_label("stage", text.stage)
    return " · ".join((kind, stage, format_day(_get_version_time(text), text), mark_direction(address)))


def _get_version_time(text: JointText) -> datetime:
    """Return when the text was issued, whatever was added later, or else when it was last changed."""
    return text.stage_times[-1][1] if text.stage is Stage.ISSUED else text.changed


def _render_problem(request: HttpRequest, id: str, reason: str, status: int) -> HttpResponse:
    """Return a page with a reason."""
    context = {"reason": reason, "text_id": id, "text": open_text(request, id).text, "hidden": (), "typed": ()}
    return render(request, "joint_texts/refused.html", context, status=status)


@require_safe
def compilation_file(request: HttpRequest, id: str) -> HttpResponse:
    """Return the compilation of all proposals and comments as a Word file."""
    text = open_text(request, id).text
    entries: defaultdict[str, list[CompilationEntry]] = defaultdict(list)
    rows = build_compilation(text, id)
    for row in rows:
        entries[row.paragraph.id] += [
            CompilationEntry(
                entity=text.get_entity_name(item.proposal.entity),
                kind=get_label("action", item.proposal.action),
                text="\n".join(filter(None, (item.proposal.text, item.proposal.reason))),
                answer=": ".join(filter(None, (get_label("status", item.proposal.status), item.proposal.answer))),
            )
            for item in row.proposals
        ]
        entries[row.paragraph.id] += [
            CompilationEntry(
                entity=text.get_entity_name(item.entity), kind=_("Comment"), text=item.text, answer=item.answer
            )
            for item in row.comments
        ]
    headings = (_("Entity"), _("Kind"), _("Words"), _("Answer"))
    address = request.build_absolute_uri(reverse("joint_texts:detail", kwargs={"id": id}))
    layout = build_layout(text, id, status=describe_status(text, address))
    gone = pgettext("paragraph", "Gone") + get_colon()
    removed = {row.paragraph.id: f"{gone}{row.wording.text}" for row in rows if row.paragraph.is_removed}
    content = write_compilation_docx(layout, entries, headings, removed)
    return build_download(content, DOCX_TYPE, f"{id}-compilation.docx")


@require_POST
def upload_docx(request: HttpRequest, id: str) -> HttpResponse:
    """Import an edited Word file: its changes become proposals of an entity, its comments become comments."""
    opened = open_text(request, id)
    upload, entity = request.FILES.get("file"), request.POST.get("entity", "")
    if upload is None or not entity:
        return _render_problem(request, id, _("Choose a Word file, and the entity that proposes."), 400)
    built: list[text_changes.Change] = []

    def build(text: JointText) -> list[text_changes.Change]:
        built[:] = _build_changes(text, base, edits, entity)
        return built

    try:
        edits, base = _read_edits(upload, id)
    except ChangeRefused as refused:
        return _render_problem(request, id, explain_refusal(refused.refusal), 400)
    try:
        append_changes(id, build, opened.actor)
    except ChangeRefused as refused:
        return _render_problem(request, id, explain_refusal(refused.refusal), 409)
    message = ngettext(
        "%(count)s new proposal or comment was read.", "%(count)s new proposals and comments were read.", len(built)
    )
    messages.success(request, message % {"count": len(built)})
    return redirect("joint_texts:compilation", id=id)


def _read_edits(upload: "UploadedFile[Any]", text_id: str) -> tuple[DocxEdits, JointText]:
    """Return what a file changes, and the state of the text from which it was made; raises ChangeRefused."""
    if (upload.size or 0) > MAX_UPLOAD_BYTES:
        raise ChangeRefused(refuse(RefusalCode.FILE_TOO_LARGE))
    try:
        body = open_edited_docx(upload.read(), upload.name or "upload.docx")
        identity = read_identity(body)
        base = load_text_at(text_id, identity.sequence) if identity.text_id == text_id else None
        if base is None:
            raise ChangeRefused(refuse(RefusalCode.FILE_OF_OTHER_TEXT))
        return compare_docx(body, build_layout(base, text_id)), base
    except PalermoError as error:
        is_large = isinstance(error, TooLarge)
        raise ChangeRefused(refuse(RefusalCode.FILE_TOO_LARGE if is_large else RefusalCode.FILE_UNREADABLE)) from error


def _build_changes(text: JointText, base: JointText, edits: DocxEdits, entity: str) -> Iterable[text_changes.Change]:
    """Yield proposals and comments with ids that follow each other, without those that the entity made already."""
    proposed = {(item.paragraph, item.action, item.text) for item in text.open_proposals if item.entity == entity}
    commented = {(item.paragraph, item.text) for item in text.comments.values() if item.entity == entity}
    for number, proposal in enumerate(edits.proposals):
        if (proposal.paragraph, proposal.action, proposal.text) in proposed:
            continue
        yield text_changes.ProposalMade(
            proposal=f"{text.build_new_id('w')}-{number}",
            paragraph=proposal.paragraph,
            entity=entity,
            action=proposal.action,
            text=proposal.text,
            reason=", ".join(proposal.authors),
            base_version=base.get_version(proposal.paragraph),
        )
    for number, comment in enumerate(edits.comments):
        words = f"{comment.author}: {comment.text}" if comment.author else comment.text
        if (comment.paragraph, words) not in commented:
            id = f"{text.build_new_id('v')}-{number}"
            yield text_changes.CommentMade(comment=id, paragraph=comment.paragraph, entity=entity, text=words)


@never_cache
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Return the deadlines that await the person whose private address this is."""
    user_id = read_calendar(token)
    person = get_user_model().objects.filter(pk=user_id, is_active=True).first() if user_id else None
    if person is None:
        raise Http404
    deadlines = [
        CalendarDeadline(
            uid=f"{task.record.id}-{task.task.kind}-{task.task.entity}@palermo",
            title=f"{get_label('task', task.task.kind)}: {task.record.title}",
            address=request.build_absolute_uri(reverse("joint_texts:timeline", kwargs={"id": task.record.id})),
            deadline=task.task.deadline,
            changed=task.record.changed,
        )
        for task in list_tasks_of(person.get_actor())
        if task.task.deadline
    ]
    content = write_calendar(_("Joint texts"), deadlines)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")

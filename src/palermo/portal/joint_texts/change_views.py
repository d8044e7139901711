"""Actions on joint texts.

A refused action changes nothing, and its page shows the reason and all input.
"""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from palermo.access import Refusal
from palermo.errors import PalermoError
from palermo.joint_texts.refusals import ChangeRefused, RefusalCode, RuleRefusal
from palermo.joint_texts.wording_history import compare_wordings
from palermo.portal.base import number_formats
from palermo.portal.joint_texts.citations import check_citations
from palermo.portal.joint_texts.event_store import append_changes, load_text
from palermo.portal.joint_texts.library_entry import store_issued_text
from palermo.portal.joint_texts.member_fields import MembersWidget, build_member_table
from palermo.portal.joint_texts.notices import send_stage_notice
from palermo.portal.joint_texts.stage_forms import ACTIONS, MOVING_ACTIONS
from palermo.portal.joint_texts.text_forms import ChangeForm
from palermo.portal.joint_texts.text_labels import explain_refusal
from palermo.portal.joint_texts.text_pages import OpenText, build_context, open_text

FIELD_LABELS: Mapping[str, Promise] = {
    "words": gettext_lazy("Your words"),
    "reason": gettext_lazy("Reason"),
    "answer": gettext_lazy("Answer"),
    "quote": gettext_lazy("Quote"),
    "members": gettext_lazy("Members of the group"),
    "deadline": gettext_lazy("Deadline"),
    "head_name": gettext_lazy("Name of the head, as it is to be printed"),
    "head_title": gettext_lazy("Title, as it is to be printed"),
    "source": gettext_lazy("Source, as it is to be printed"),
    "language": gettext_lazy("Language"),
}
"""Fields that people fill in: the page of a refusal names them."""
LINE_FIELDS: Mapping[str, str] = {"deadline": "datetime-local", "head_name": "text", "head_title": "text"}
"""Fields of one line that the page of a refusal shows, by type of input."""
LONG_FIELDS = frozenset({"words", "reason", "answer", "quote"})
"""Fields that the page of a refusal shows in text areas, so that nothing typed is lost."""


def apply_form(form: ChangeForm, opened: OpenText) -> Refusal | str | None:
    """Make the changes of a form; return why not, or None."""
    if not form.is_valid():
        return number_formats.get_group_separator().join(
            f"{FIELD_LABELS.get(name, name)}{number_formats.get_colon()}{' '.join(map(str, errors))}"
            for name, errors in form.errors.items()
        )
    try:
        append_changes(opened.id, form.build_changes, opened.actor)
    except ChangeRefused as refused:
        return refused.refusal
    return None


@require_POST
def make_change(request: HttpRequest, id: str, action: str) -> HttpResponseBase:
    """Take an action.

    A refused action changes nothing, and the page shows the reason and all input.
    """
    if action not in ACTIONS:
        raise Http404
    opened = open_text(request, id)
    chosen = ACTIONS[action]
    refusal = apply_form(chosen.form(request.POST, opened.text, opened.actor), opened)
    if refusal is not None:
        return _render_refusal(request, opened, action, refusal)
    if chosen.notice:
        send_stage_notice(id, chosen.notice, request.build_absolute_uri("/"))
    if action == "issue":
        _enter_library(request, id)
    else:
        messages.success(request, _("Saved."))
    if action in MOVING_ACTIONS:
        _warn_of_citations(request, id)
    paragraph = request.POST.get("paragraph", "")
    if chosen.page == "paragraph":
        return redirect("joint_texts:paragraph", id=id, paragraph=paragraph)
    return redirect(f"joint_texts:{chosen.page}", id=id)


def _warn_of_citations(request: HttpRequest, id: str) -> None:
    """Say how many citations are no longer valid; the page of the text shows which, with links."""
    text = load_text(id)
    count = sum(checked_citation.warning is not None for checked_citation in check_citations(text)) if text else 0
    if count:
        warning = _("%(count)s citations no longer match their source. See the page of the text.")
        messages.warning(request, warning % {"count": count})


def _enter_library(request: HttpRequest, id: str) -> None:
    """Store the issued text in the library, and say whether that worked."""
    text = load_text(id)
    try:
        if text:
            with translation.override(text.language):
                path = reverse("joint_texts:detail", kwargs={"id": id})
            store_issued_text(text, id, request.build_absolute_uri(path))
    except PalermoError as error:
        reason = _("The text is issued, but could not be stored in the library: %(reason)s") % {"reason": error}
        messages.error(request, reason)
    else:
        messages.success(
            request, _("The text is issued. The next build of the library reads it as an original document.")
        )


def _render_refusal(request: HttpRequest, opened: OpenText, action: str, refusal: Refusal | str) -> HttpResponse:
    """Return a page with the reason, the input, and both versions in case of a conflict."""
    text = load_text(opened.id) or opened.text
    paragraph = request.POST.get("paragraph", "")
    if proposal := text.proposals.get(request.POST.get("proposal", "")):
        paragraph = proposal.paragraph
    is_conflict = isinstance(refusal, RuleRefusal) and refusal.code is RefusalCode.CONFLICT
    language = request.POST.get("language", text.language) if action == "translate" else text.language
    present, words = text.get_text(paragraph, language), request.POST.get("words", "")
    fields = [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    if action == "members":
        fields = []
    if is_conflict:
        fields = [(name, value) for name, value in fields if name != "base_version"]
        fields.append(("base_version", str(text.get_version(paragraph, language))))
    context = {
        **build_context(OpenText(id=opened.id, text=text, actor=opened.actor)),
        "action": action,
        "reason": explain_refusal(refusal) if isinstance(refusal, Refusal) else refusal,
        "is_conflict": is_conflict,
        "present": present,
        "segments": compare_wordings(present, words) if is_conflict else (),
        "hidden": [(name, value) for name, value in fields if name not in LONG_FIELDS | LINE_FIELDS.keys()],
        "typed": [
            (name, FIELD_LABELS[name], LINE_FIELDS.get(name, ""), value)
            for name, value in fields
            if name in LONG_FIELDS | LINE_FIELDS.keys()
        ],
    }
    if action == "members":
        context |= build_member_table(MembersWidget().value_from_datadict(request.POST, None, "members") or "")
    return render(request, "joint_texts/refused.html", context, status=409)

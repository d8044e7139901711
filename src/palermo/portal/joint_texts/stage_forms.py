"""Forms that become changes: members, stages, silence procedure, endorsement, issue; and the table of all actions."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import hash_issue, hash_text
from palermo.joint_texts.deadlines import resolve_local_time
from palermo.joint_texts.enums import EndorsementMethod, RestartScope, Stage, TextKind
from palermo.joint_texts.outlines import load_outlines
from palermo.joint_texts.state import JointText
from palermo.languages import LANGUAGES
from palermo.portal.base.languages import get_language_name
from palermo.portal.joint_texts import text_forms
from palermo.portal.joint_texts.member_fields import MembersField
from palermo.portal.joint_texts.text_forms import ChangeForm, EnumField, Line, ParagraphForm, Words
from palermo.portal.joint_texts.text_labels import get_choices

COMMON_ZONES = ("Europe/Vienna", "Europe/Zurich", "America/New_York", "Africa/Nairobi", "Asia/Bangkok", "UTC")
MOVING_ACTIONS = frozenset({"stage", "start-silence", "restart", "open-endorsement", "issue"})
"""Actions with which a text moves on, so that its citations are checked."""


class NewTextForm(forms.Form):
    """A new text: kind, title, language, time zone, members and outline."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of text"))
    title = Line(max_length=300, label=gettext_lazy("Title"))
    language = forms.ChoiceField(label=gettext_lazy("Authoritative language"))
    zone = forms.CharField(max_length=60, label=gettext_lazy("Time zone of deadlines"), initial=COMMON_ZONES[0])
    group = Line(max_length=200, required=False, label=pgettext_lazy("of entities", "Group"))
    min_silence_hours = forms.IntegerField(
        min_value=1,
        max_value=2000,
        initial=text_changes.MIN_SILENCE_HOURS,
        label=gettext_lazy("Hours of silence, at least"),
    )
    members = MembersField(required=False)
    proposed_for = Line(max_length=200, required=False, widget=forms.HiddenInput)
    """The group whose members the form proposed."""
    report = forms.CharField(max_length=330, required=False, widget=forms.HiddenInput)
    """Kind and key of the report that it is opened from, such as `annual/2022`."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = get_choices("kind")  # type: ignore[attr-defined]
        self.fields["language"].choices = [(item, get_language_name(item)) for item in LANGUAGES]  # type: ignore[attr-defined]
        self.fields["members"].label = gettext_lazy("Members of the group")

    def build_created(self) -> text_changes.TextCreated:
        """Return the first event of the text."""
        others = {"members", "proposed_for", "kind", "report"}
        values = {name: value for name, value in self.cleaned_data.items() if name not in others}
        return text_changes.TextCreated(kind=TextKind(self.cleaned_data["kind"]), **values)


class OutlineForm(forms.Form):
    """The outline of a kind of text."""

    kind = forms.ChoiceField(choices=[(outline.value, outline.value) for outline in load_outlines()])
    language = forms.ChoiceField(choices=[(item, item) for item in LANGUAGES])
    outline = Words()


class MembersForm(ChangeForm):
    """The members of the group."""

    change = text_changes.MembersRecorded
    members = MembersField()


class DeadlineFormBase(ChangeForm):
    """A form with a deadline on the wall clock of the text's zone."""

    deadline = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])

    def build_values(self, text: JointText) -> dict[str, Any]:
        """Return the values with the deadline in UTC; raises ChangeRefused for a time that the clocks skip."""
        values = super().build_values(text)
        return values | {"deadline": resolve_local_time(values["deadline"].replace(tzinfo=None), self.text.zone)}


class StageDeadlineForm(DeadlineFormBase):
    """The deadline of the present stage."""

    change = text_changes.DeadlineSet

    def build_values(self, text: JointText) -> dict[str, Any]:
        """Return the values with the present stage."""
        return super().build_values(text) | {"stage": text.stage}


class StageForm(ChangeForm):
    """The next stage."""

    change = text_changes.StageChanged
    stage = EnumField(Stage)


class SilenceStartForm(DeadlineFormBase):
    """Start of the silence procedure."""

    change = text_changes.SilenceStarted


class BreakForm(ParagraphForm):
    """A break of silence."""

    change = text_changes.SilenceBroken
    renamed = {"words": "alternative"}
    entity = forms.CharField(max_length=100)
    reason = Words(required=False)
    words = Words(required=False)


class AbstentionForm(ChangeForm):
    """An abstention."""

    change = text_changes.SilenceAbstained
    entity = forms.CharField(max_length=100)


class ExtensionForm(DeadlineFormBase):
    """A later deadline of a running silence procedure."""

    change = text_changes.SilenceExtended
    reason = Words(required=False)


class RestartForm(DeadlineFormBase):
    """A new round after a break."""

    change = text_changes.SilenceRestarted
    scope = EnumField(RestartScope)


class EndorsementOpeningForm(ChangeForm):
    """Send the cleared text to the heads."""

    change = text_changes.EndorsementOpened

    def build_values(self, text: JointText) -> dict[str, Any]:
        """Return the hash of the text."""
        return {"text_hash": hash_text(text)}


class EndorsementForm(ChangeForm):
    """The endorsement of a head; the hash is that of the text on the page."""

    change = text_changes.TextEndorsed
    entity = forms.CharField(max_length=100)
    head_name = Line(max_length=200, required=False)
    head_title = Line(max_length=200, required=False)
    text_hash = forms.CharField(max_length=64)


class IssueForm(ChangeForm):
    """Issue of the text in all complete languages."""

    change = text_changes.TextIssued

    def build_values(self, text: JointText) -> dict[str, Any]:
        """Return the languages, and the hash of what is issued."""
        languages = text.complete_languages
        return {"languages": languages, "issue_hash": hash_issue(text, languages)}


class WithdrawalForm(ChangeForm):
    """Withdrawal of the text."""

    change = text_changes.TextWithdrawn
    reason = Words(required=False)


class LinkEndorsementForm(EndorsementForm):
    """The endorsement that the office of a head confirms by its signed link."""

    def build_values(self, text: JointText) -> dict[str, Any]:
        """Return the values, marked as confirmed by link."""
        return super().build_values(text) | {"method": EndorsementMethod.LINK}


class TextAction(NamedTuple):
    """An action: the form that builds its changes, and the page to return to."""

    form: type[text_forms.ChangeForm]
    page: str
    notice: str = ""
    """Name of the notice that is sent to all members, if any."""


ACTIONS: Mapping[str, TextAction] = {
    "edit": TextAction(text_forms.EditForm, "paragraph"),
    "translate": TextAction(text_forms.TranslationForm, "paragraph"),
    "add": TextAction(text_forms.AddForm, "detail"),
    "remove": TextAction(text_forms.RemoveForm, "detail"),
    "comment": TextAction(text_forms.CommentForm, "paragraph"),
    "answer-comment": TextAction(text_forms.CommentAnswerForm, "compilation"),
    "propose": TextAction(text_forms.ProposalForm, "paragraph"),
    "decide": TextAction(text_forms.DecisionForm, "compilation"),
    "cite": TextAction(text_forms.CitationForm, "paragraph"),
    "remove-citation": TextAction(text_forms.CitationRemovalForm, "detail"),
    "members": TextAction(MembersForm, "timeline"),
    "deadline": TextAction(StageDeadlineForm, "timeline"),
    "stage": TextAction(StageForm, "timeline", "stage"),
    "start-silence": TextAction(SilenceStartForm, "silence", "silence-started"),
    "break": TextAction(BreakForm, "silence", "silence-broken"),
    "abstain": TextAction(AbstentionForm, "silence"),
    "extend": TextAction(ExtensionForm, "silence", "silence-extended"),
    "restart": TextAction(RestartForm, "silence", "silence-restarted"),
    "open-endorsement": TextAction(EndorsementOpeningForm, "endorsement", "endorsement-opened"),
    "endorse": TextAction(EndorsementForm, "endorsement"),
    "issue": TextAction(IssueForm, "detail", "issued"),
    "withdraw": TextAction(WithdrawalForm, "timeline", "withdrawn"),
}

"""What people can do with a text: for each action its form, and the page that shows the result."""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.portal.joint_texts import stage_forms, text_forms


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAction:
    """An action: the form that builds its changes, and the page to return to."""

    form: type[text_forms.ChangeForm]
    page: str
    notice: str = ""
    """Name of the notice that is sent to all members, if any."""


def _build_action(form: type[text_forms.ChangeForm], page: str, notice: str = "") -> TextAction:
    return TextAction(form=form, page=page, notice=notice)


ACTIONS: Mapping[str, TextAction] = {
    "edit": _build_action(text_forms.EditForm, "paragraph"),
    "translate": _build_action(text_forms.TranslationForm, "paragraph"),
    "add": _build_action(text_forms.AddForm, "detail"),
    "remove": _build_action(text_forms.RemoveForm, "detail"),
    "comment": _build_action(text_forms.CommentForm, "paragraph"),
    "answer-comment": _build_action(text_forms.CommentAnswerForm, "compilation"),
    "propose": _build_action(text_forms.ProposalForm, "paragraph"),
    "decide": _build_action(text_forms.DecisionForm, "compilation"),
    "cite": _build_action(text_forms.CitationForm, "paragraph"),
    "remove-citation": _build_action(text_forms.CitationRemovalForm, "detail"),
    "members": _build_action(stage_forms.MembersForm, "timeline"),
    "deadline": _build_action(stage_forms.StageDeadlineForm, "timeline"),
    "stage": _build_action(stage_forms.StageForm, "timeline", "stage"),
    "start-silence": _build_action(stage_forms.SilenceStartForm, "silence", "silence-started"),
    "break": _build_action(stage_forms.BreakForm, "silence", "silence-broken"),
    "abstain": _build_action(stage_forms.AbstentionForm, "silence"),
    "extend": _build_action(stage_forms.ExtensionForm, "silence", "silence-extended"),
    "restart": _build_action(stage_forms.RestartForm, "silence", "silence-restarted"),
    "open-endorsement": _build_action(stage_forms.EndorsementOpeningForm, "endorsement", "endorsement-opened"),
    "endorse": _build_action(stage_forms.EndorsementForm, "endorsement"),
    "issue": _build_action(stage_forms.IssueForm, "detail", "issued"),
    "withdraw": _build_action(stage_forms.WithdrawalForm, "timeline", "withdrawn"),
}

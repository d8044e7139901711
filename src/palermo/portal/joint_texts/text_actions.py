"""The actions on a text: the change that each makes, its form, and the page to which it returns."""

from collections.abc import Mapping
from typing import NamedTuple

from palermo.portal.joint_texts import stage_forms, text_forms

MOVING_ACTIONS = frozenset({"stage", "start-silence", "restart", "open-endorsement", "issue"})
"""Actions with which a text moves on, so that its citations are checked."""


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
    "members": TextAction(stage_forms.MembersForm, "timeline"),
    "deadline": TextAction(stage_forms.StageDeadlineForm, "timeline"),
    "stage": TextAction(stage_forms.StageForm, "timeline", "stage"),
    "start-silence": TextAction(stage_forms.SilenceStartForm, "silence", "silence-started"),
    "break": TextAction(stage_forms.BreakForm, "silence", "silence-broken"),
    "abstain": TextAction(stage_forms.AbstentionForm, "silence"),
    "extend": TextAction(stage_forms.ExtensionForm, "silence", "silence-extended"),
    "restart": TextAction(stage_forms.RestartForm, "silence", "silence-restarted"),
    "open-endorsement": TextAction(stage_forms.EndorsementOpeningForm, "endorsement", "endorsement-opened"),
    "endorse": TextAction(stage_forms.EndorsementForm, "endorsement"),
    "issue": TextAction(stage_forms.IssueForm, "detail", "issued"),
    "withdraw": TextAction(stage_forms.WithdrawalForm, "timeline", "withdrawn"),
}

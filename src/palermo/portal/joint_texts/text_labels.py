"""Labels of kinds, stages, tasks and stances, and reasons of the rules, in the page's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from palermo.access import Refusal
from palermo.joint_texts.enums import (
    ParagraphKind,
    Party,
    ProposalAction,
    ProposalStatus,
    RoundStatus,
    Stage,
    Stance,
    TextKind,
)
from palermo.joint_texts.pending_tasks import TaskKind
from palermo.joint_texts.refusals import RuleRefusal
from palermo.portal.base.languages import get_language_name, mark_direction
from palermo.reports.paragraph_comparison import ParagraphChangeKind

LABELS: Mapping[str, Mapping[str, Promise]] = {
    "kind": {
        TextKind.STATEMENT: _("Joint statement"),
        TextKind.CALL: _("Call for action"),
        TextKind.SUBMISSION: _("Submission to a process"),
        TextKind.BRIEF: _("Issue brief"),
        TextKind.ANNUAL_REPORT: _("Annual report"),
        TextKind.LETTER: pgettext_lazy("kind of text", "Letter"),
    },
    "stage": {
        Stage.OUTLINE: pgettext_lazy("stage", "Outline"),
        Stage.DRAFTING: pgettext_lazy("stage", "Drafting"),
        Stage.INPUTS: pgettext_lazy("stage", "Agency inputs"),
        Stage.SILENCE: pgettext_lazy("stage", "Silence procedure"),
        Stage.ENDORSEMENT: pgettext_lazy("stage", "Endorsement by heads"),
        Stage.ISSUED: pgettext_lazy("stage", "Issued"),
        Stage.WITHDRAWN: pgettext_lazy("stage", "Withdrawn"),
    },
    "paragraph": {
        ParagraphKind.TITLE: _("Title"),
        ParagraphKind.HEADING: _("Heading"),
        ParagraphKind.PARAGRAPH: _("Paragraph"),
        ParagraphKind.ITEM: _("Item of a list"),
        ParagraphKind.FOOTNOTE: _("Footnote"),
        ParagraphKind.TABLE: _("Table"),
    },
    "action": {
        ProposalAction.REPLACE: _("Other words"),
        ProposalAction.INSERT: _("New paragraph after it"),
        ProposalAction.DELETE: _("Delete"),
    },
    "status": {
        ProposalStatus.OPEN: pgettext_lazy("proposal", "Not answered yet"),
        ProposalStatus.ACCEPTED: pgettext_lazy("proposal", "Accepted"),
        ProposalStatus.AMENDED: pgettext_lazy("proposal", "Accepted with changes"),
        ProposalStatus.DECLINED: pgettext_lazy("proposal", "Declined"),
    },
    "round": {
        RoundStatus.RUNNING: pgettext_lazy("silence", "Running"),
        RoundStatus.BROKEN: pgettext_lazy("silence", "Silence was broken"),
        RoundStatus.ADOPTED: pgettext_lazy("silence", "Adopted by silence"),
    },
    "stance": {
        Stance.AWAITED: pgettext_lazy("silence", "Awaited"),
        Stance.SILENT: pgettext_lazy("silence", "Silent"),
        Stance.NO_REPLY: pgettext_lazy("silence", "Did not reply"),
        Stance.BROKE: pgettext_lazy("silence", "Broke silence"),
        Stance.ABSTAINED: pgettext_lazy("silence", "Abstained"),
    },
    "task": {
        TaskKind.DRAFT: _("Draft the text"),
        TaskKind.ANSWER_PROPOSALS: _("Answer proposals"),
        TaskKind.ANSWER_COMMENTS: _("Answer comments"),
        TaskKind.GIVE_INPUTS: _("Comment or propose"),
        TaskKind.BE_SILENT_OR_BREAK: _("Keep silence, or break it"),
        TaskKind.ANSWER_BREAKS: _("Answer the breaks and start a new round"),
        TaskKind.OPEN_ENDORSEMENT: _("Send the text to the heads"),
        TaskKind.ENDORSE: _("Endorse"),
        TaskKind.TRANSLATE: _("Bring the translation up to date"),
        TaskKind.ISSUE: _("Issue the text"),
    },
    "change": {
        ParagraphChangeKind.SAME: pgettext_lazy("paragraph", "Unchanged"),
        ParagraphChangeKind.CHANGED: pgettext_lazy("paragraph", "Changed"),
        ParagraphChangeKind.NEW: pgettext_lazy("paragraph", "New"),
        ParagraphChangeKind.GONE: pgettext_lazy("paragraph", "Gone"),
    },
    "party": {
        Party.DRAFTERS: _("Drafters"),
        Party.SECRETARIAT: _("Secretariat"),
        Party.ENTITY: _("Entity"),
    },
}
_STAGE_VALUES = frozenset({"stage", "present"})


def get_label(table: str, value: str) -> str:
    """Return the label of a value, or the value itself."""
    return str(LABELS[table].get(value, value))


def get_choices(table: str) -> list[tuple[str, str]]:
    """Return values and labels of a table, for a field of a form."""
    return [(value, str(label)) for value, label in LABELS[table].items()]


def explain_refusal(refusal: Refusal) -> str:
    """Return why an action is refused."""
    if not isinstance(refusal, RuleRefusal):
        return gettext(refusal.reason)
    return gettext(refusal.code) % {name: _format_value(name, value) for name, value in refusal.values}


def _format_value(name: str, value: str) -> str:
    if name in _STAGE_VALUES:
        return get_label("stage", value)
    return get_language_name(value) if name == "language" else mark_direction(value)

"""What the actions of the audit log are called on its page; its file has their identifiers."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from palermo.portal.base.number_formats import get_colon
from palermo.portal.services.entity_statements import StatedKind

ACTIONS: dict[str, Promise] = {
    "account.closed": pgettext_lazy("audit log", "Account closed"),
    "account.opened": pgettext_lazy("audit log", "Account opened again"),
    "account.password-changed": pgettext_lazy("audit log", "Password changed"),
    "account.second-factor-added": pgettext_lazy("audit log", "Second factor added"),
    "account.second-factor-removed": pgettext_lazy("audit log", "Second factor removed"),
    "account.sign-in-failed": pgettext_lazy("audit log", "Sign-in failed"),
    "account.signed-in": pgettext_lazy("audit log", "Signed in"),
    "account.signed-out": pgettext_lazy("audit log", "Signed out"),
    "audit.exported": pgettext_lazy("audit log", "Audit log exported"),
    "document.correct": pgettext_lazy("audit log", "Document corrected"),
    "document.restore": pgettext_lazy("audit log", "Document restored"),
    "document.take-down": pgettext_lazy("audit log", "Document taken down"),
    "entity.drafts-sent": pgettext_lazy("audit log", "Drafts sent"),
    "entity.proposal-accepted": pgettext_lazy("audit log", "Proposal accepted"),
    "entity.proposal-changed": pgettext_lazy("audit log", "Proposal changed"),
    "entity.proposal-returned": pgettext_lazy("audit log", "Proposal returned"),
    "entity.proposal-withdrawn": pgettext_lazy("audit log", "Proposal withdrawn"),
    "entity.secretariat-notified": pgettext_lazy("audit log", "Secretariat told of proposals"),
    "invitation.accepted": pgettext_lazy("audit log", "Invitation accepted"),
    "invitation.created": pgettext_lazy("audit log", "Invitation made"),
    "invitation.sent": pgettext_lazy("audit log", "Invitation sent"),
    "invitation.withdrawn": pgettext_lazy("audit log", "Invitation withdrawn"),
    "roles.changed": pgettext_lazy("audit log", "Roles changed"),
    "round.closed": pgettext_lazy("audit log", "Mapping round closed"),
    "round.compiled": pgettext_lazy("audit log", "Mapping round compiled again"),
    "round.opened": pgettext_lazy("audit log", "Mapping round opened"),
    "round.reminded": pgettext_lazy("audit log", "Focal points reminded"),
    "schedule.changed": pgettext_lazy("audit log", "Schedule changed"),
    "schedule.requested": pgettext_lazy("audit log", "Check of sources requested"),
}
_PROPOSED = pgettext_lazy("audit log", "Proposed")
_PROPOSED_ACTIONS = {f"entity.{kind.value}-proposed": kind for kind in StatedKind}


def label_action(action: str) -> str:
    """Return the name of an action in the page's language; an unknown one is returned unchanged."""
    if action in _PROPOSED_ACTIONS:
        return f"{_PROPOSED}{get_colon()}{_PROPOSED_ACTIONS[action].label}"
    return str(ACTIONS.get(action, action))


def list_actions() -> list[tuple[str, str]]:
    """Return all actions with their names, by name."""
    labels = [(action, label_action(action)) for action in (*ACTIONS, *_PROPOSED_ACTIONS)]
    return sorted(labels, key=lambda item: item[1])

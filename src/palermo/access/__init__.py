"""Who may see and do what, and why not: pure functions of an actor.

Each `can_...` takes an Actor (and the entity or role in question) and returns a Permit, or a Refusal with its reason.
Start at `permissions.py`; the portal maps every address to one of these functions.
"""

from palermo.access.actors import ANONYMOUS, Actor, Role, Visibilities, list_visibilities
from palermo.access.permissions import (
    Permission,
    Permit,
    Refusal,
    can_administer,
    can_assign_role,
    can_contribute,
    can_decide_proposals,
    can_draft_joint_texts,
    can_edit_entity,
    can_manage_joint_texts,
    can_manage_people,
    can_manage_review,
    can_manage_rounds,
    can_manage_schedule,
    can_open_entity_desk,
    can_read_audit_log,
    can_read_public,
    can_review_statements,
    can_sign_in,
    can_speak_for,
    can_use_account,
)

__all__ = [
    "ANONYMOUS",
    "Actor",
    "Permission",
    "Permit",
    "Refusal",
    "Role",
    "Visibilities",
    "can_administer",
    "can_assign_role",
    "can_contribute",
    "can_decide_proposals",
    "can_draft_joint_texts",
    "can_edit_entity",
    "can_manage_joint_texts",
    "can_manage_people",
    "can_manage_review",
    "can_manage_rounds",
    "can_manage_schedule",
    "can_open_entity_desk",
    "can_read_audit_log",
    "can_read_public",
    "can_review_statements",
    "can_sign_in",
    "can_speak_for",
    "can_use_account",
    "list_visibilities",
]

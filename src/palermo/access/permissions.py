"""Permissions: each returns a permit, or a refusal whose reason is shown to the person.

Reasons are English sentences that the portal translates; `palermo.portal.messages` gives them to translators.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

type Visibilities = tuple[str, ...]
"""Visibilities of documents, from `public` on."""


class Role(StrEnum):
    """What a person is in the group; a person may have several roles."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    FOCAL_POINT = "focal-point"
    REVIEWER = "reviewer"
    SECRETARIAT = "secretariat"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a request."""

    user_id: int | None
    """None for a visitor who is not signed in."""
    roles: frozenset[Role] = frozenset()
    entities: frozenset[str] = frozenset()
    """Registry ids of the entities that a focal point speaks for."""

    def has_role(self, *roles: Role) -> bool:
        """Return whether the actor has one of these roles."""
        return not self.roles.isdisjoint(roles)


ANONYMOUS: Final = Actor(None)
PUBLIC: Final[Visibilities] = ("public",)
MEMBERS: Final[Visibilities] = ("public", "members")
SECRETARIAT: Final[Visibilities] = ("public", "members", "secretariat")


def list_visibilities(actor: Actor) -> Visibilities:
    """Return the visibilities of the documents that an actor may see.

    An account without a role sees public ones.
    """
    if actor.user_id is None or not actor.roles:
        return PUBLIC
    return SECRETARIAT if actor.has_role(Role.SECRETARIAT, Role.ADMINISTRATOR) else MEMBERS


@dataclass(frozen=True, slots=True)
class Permit:
    """The actor may do it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The actor may not do it."""

    reason: str
    """A sentence for the person, in English."""


type Permission = Callable[[Actor], Permit | Refusal]

PERMIT: Final = Permit()
SIGN_IN_FIRST: Final = "Sign in to open this page."
NEEDS_REVIEWER: Final = "Only reviewers and the secretariat review statements."
NEEDS_SECRETARIAT: Final = "Only the secretariat does this."
NEEDS_ADMINISTRATOR: Final = "Only administrators open the administration."
NEEDS_ADMINISTRATOR_FOR_ROLE: Final = "Only an administrator gives or takes away the role of administrator."
NEEDS_FOCAL_POINT: Final = "Only focal points of an entity and the secretariat open the entity desk."
NEEDS_OWN_ENTITY: Final = "Only the focal points of this entity and the secretariat change what it states."
NEEDS_CONTRIBUTOR: Final = "Only contributors, focal points and the secretariat add documents and activities."
NEEDS_DRAFTER: Final = "Only contributors, focal points and the secretariat draft joint texts."
NEEDS_SPEAKER: Final = "Only a focal point of this entity speaks for it."
REASONS: Final = (
    SIGN_IN_FIRST,
    NEEDS_REVIEWER,
    NEEDS_SECRETARIAT,
    NEEDS_ADMINISTRATOR,
    NEEDS_ADMINISTRATOR_FOR_ROLE,
    NEEDS_FOCAL_POINT,
    NEEDS_OWN_ENTITY,
    NEEDS_CONTRIBUTOR,
    NEEDS_DRAFTER,
    NEEDS_SPEAKER,
)

_STAFF: Final = (Role.SECRETARIAT, Role.ADMINISTRATOR)


def _check_roles(actor: Actor, roles: tuple[Role, ...], reason: str) -> Permit | Refusal:
    if actor.user_id is None:
        return Refusal(SIGN_IN_FIRST)
    return PERMIT if actor.has_role(*roles) else Refusal(reason)


def can_read_public(actor: Actor) -> Permit | Refusal:
    """Permit everybody; what is shown follows the visibility of documents."""
    return PERMIT


def can_sign_in(actor: Actor) -> Permit | Refusal:
    """Permit everybody to open the pages of signing in and of invitations, which are never cached."""
    return PERMIT


def can_use_account(actor: Actor) -> Permit | Refusal:
    """Permit everybody who is signed in to manage their own account."""
    return PERMIT if actor.user_id is not None else Refusal(SIGN_IN_FIRST)


def can_review_statements(actor: Actor) -> Permit | Refusal:
    """Permit reviewers and the secretariat to decide on statements, and to correct documents."""
    return _check_roles(actor, (Role.REVIEWER, *_STAFF), NEEDS_REVIEWER)


def can_manage_review(actor: Actor) -> Permit | Refusal:
    """Permit the secretariat to assign queues, to settle disagreements, and to take documents down."""
    return _check_roles(actor, _STAFF, NEEDS_SECRETARIAT)


def can_open_entity_desk(actor: Actor) -> Permit | Refusal:
    """Permit focal points with an entity, and the secretariat."""
    checked = _check_roles(actor, (Role.FOCAL_POINT, *_STAFF), NEEDS_FOCAL_POINT)
    if isinstance(checked, Permit) and not actor.has_role(*_STAFF) and not actor.entities:
        return Refusal(NEEDS_FOCAL_POINT)
    return checked


def can_edit_entity(actor: Actor, entity: str) -> Permit | Refusal:
    """Permit the focal points of an entity, and the secretariat, to change what it states."""
    checked = _check_roles(actor, (Role.FOCAL_POINT, *_STAFF), NEEDS_OWN_ENTITY)
    if isinstance(checked, Permit) and not actor.has_role(*_STAFF) and entity not in actor.entities:
        return Refusal(NEEDS_OWN_ENTITY)
    return checked


def can_speak_for(actor: Actor, entity: str) -> Permit | Refusal:
    """Permit only the focal points of an entity to take its position; the secretariat speaks for nobody."""
    checked = _check_roles(actor, (Role.FOCAL_POINT,), NEEDS_SPEAKER)
    return Refusal(NEEDS_SPEAKER) if isinstance(checked, Permit) and entity not in actor.entities else checked


def can_contribute(actor: Actor) -> Permit | Refusal:
    """Permit contributors, focal points and the secretariat to add documents."""
    return _check_roles(actor, (Role.CONTRIBUTOR, Role.FOCAL_POINT, *_STAFF), NEEDS_CONTRIBUTOR)


def can_decide_proposals(actor: Actor) -> Permit | Refusal:
    """Permit the secretariat to accept, edit and return what entities propose."""
    return _check_roles(actor, _STAFF, NEEDS_SECRETARIAT)


def can_manage_rounds(actor: Actor) -> Permit | Refusal:
    """Permit the secretariat to open and close mapping rounds."""
    return _check_roles(actor, _STAFF, NEEDS_SECRETARIAT)


def can_draft_joint_texts(actor: Actor) -> Permit | Refusal:
    """Permit contributors, focal points and the secretariat to read and comment on drafts."""
    return _check_roles(actor, (Role.CONTRIBUTOR, Role.FOCAL_POINT, *_STAFF), NEEDS_DRAFTER)


def can_manage_joint_texts(actor: Actor) -> Permit | Refusal:
    """Permit the secretariat to open, move and publish joint texts."""
    return _check_roles(actor, _STAFF, NEEDS_SECRETARIAT)


def can_manage_people(actor: Actor) -> Permit | Refusal:
    """Permit the secretariat to invite people and to give roles."""
    return _check_roles(actor, _STAFF, NEEDS_SECRETARIAT)


def can_assign_role(actor: Actor, role: Role) -> Permit | Refusal:
    """Permit the secretariat to give a role; that of administrator is given by administrators only."""
    if role is Role.ADMINISTRATOR:
        return _check_roles(actor, (Role.ADMINISTRATOR,), NEEDS_ADMINISTRATOR_FOR_ROLE)
    return can_manage_people(actor)


def can_read_audit_log(actor: Actor) -> Permit | Refusal:
    """Permit the secretariat to read and export the audit log."""
    return _check_roles(actor, _STAFF, NEEDS_SECRETARIAT)


def can_manage_schedule(actor: Actor) -> Permit | Refusal:
    """Permit the secretariat to see and change when the sources are checked."""
    return _check_roles(actor, _STAFF, NEEDS_SECRETARIAT)


def can_administer(actor: Actor) -> Permit | Refusal:
    """Permit administrators to open Django's administration."""
    return _check_roles(actor, (Role.ADMINISTRATOR,), NEEDS_ADMINISTRATOR)

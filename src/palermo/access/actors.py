"""Roles, and the actor of a request: a person with roles and entities, or nobody."""

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

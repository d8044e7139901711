"""The `palermo users` commands: invitations with a link, and a list of people."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from palermo.access import Role
from palermo.errors import RunStopped
from palermo.portal.server import open_database
from palermo.portal.services.access import record_audit_entry


def invite_person(library: Path, email: str, roles: Sequence[str], entities: Sequence[str], url: str) -> str:
    """Return a one-time link with which the person chooses a password.

    Raises RunStopped for an invalid address, role or entity.
    """
    open_database(library)
    from palermo.portal.accounts import invitations  # models need prepared settings

    try:
        validate_email(email)
    except ValidationError:
        raise RunStopped(
            f"e-mail {email[:80]!r}", "it is not an e-mail address", "Write it as name@example.org"
        ) from None
    chosen_roles, chosen_entities = invitations.check_roles(roles), invitations.check_entities(entities)
    if Role.FOCAL_POINT in chosen_roles and not chosen_entities:
        raise RunStopped(f"role {Role.FOCAL_POINT}", "a focal point needs an entity", "Name it with --entity")
    invitation = invitations.create_invitation(email, chosen_roles, chosen_entities)
    record_audit_entry(None, "invitation.created", invitation.email, roles=invitation.roles)
    return f"{url.rstrip('/')}{invitations.build_invitation_path(invitation)}"


def list_people(library: Path) -> list[dict[str, Any]]:
    """Return people with roles, entities and last sign-in, by e-mail."""
    open_database(library)
    people = apps.get_model("accounts", "Person").objects
    return [
        {
            "email": item.email,
            "roles": sorted(role.role for role in item.roles.all()),
            "entities": sorted(entity.entity for entity in item.entities.all()),
            "active": item.is_active,
            "last_sign_in": item.last_login.isoformat() if item.last_login else None,
        }
        for item in people.order_by("email").prefetch_related("roles", "entities")
    ]


def format_people(rows: Sequence[dict[str, Any]], *, as_json: bool) -> Iterator[str]:
    """Yield a line for each person, or one JSON array."""
    if as_json:
        yield json.dumps(rows, ensure_ascii=False, indent=1)
        return
    if not rows:
        yield "No accounts. `palermo users create-admin --email ADDRESS` makes the first."
    for row in rows:
        entities = f" of {', '.join(row['entities'])}" if row["entities"] else ""
        yield f"{row['email']}  {', '.join(row['roles']) or 'no role'}{entities}{'' if row['active'] else '  (closed)'}"

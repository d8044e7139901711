"""Tests of permissions: pure functions that return a permit, or a refusal with its reason."""

import pytest

from palermo.access import (
    ANONYMOUS,
    Actor,
    Permit,
    Refusal,
    Role,
    can_assign_role,
    can_edit_entity,
    can_open_entity_desk,
    can_read_public,
    can_review_statements,
    can_speak_for,
    list_visibilities,
    permissions,
)
from palermo.access.permissions import REASONS, SIGN_IN_FIRST, Permission

FOCAL_POINT = Actor(1, frozenset({Role.FOCAL_POINT}), frozenset({"alpha"}))
SECRETARIAT = Actor(2, frozenset({Role.SECRETARIAT}))
ADMINISTRATOR = Actor(3, frozenset({Role.ADMINISTRATOR}))


def test_a_focal_point_edits_and_speaks_for_its_own_entity_only() -> None:
    assert isinstance(can_edit_entity(FOCAL_POINT, "alpha"), Permit)
    assert isinstance(can_edit_entity(FOCAL_POINT, "beta"), Refusal)
    assert isinstance(can_speak_for(FOCAL_POINT, "alpha"), Permit)
    assert isinstance(can_speak_for(FOCAL_POINT, "beta"), Refusal)


def test_the_secretariat_edits_every_entity_and_speaks_for_none() -> None:
    assert isinstance(can_edit_entity(SECRETARIAT, "alpha"), Permit)
    assert isinstance(can_speak_for(SECRETARIAT, "alpha"), Refusal)


def test_a_focal_point_without_an_entity_has_no_desk() -> None:
    assert isinstance(can_open_entity_desk(Actor(4, frozenset({Role.FOCAL_POINT}))), Refusal)


def test_only_an_administrator_makes_administrators() -> None:
    assert isinstance(can_assign_role(SECRETARIAT, Role.ADMINISTRATOR), Refusal)
    assert isinstance(can_assign_role(SECRETARIAT, Role.REVIEWER), Permit)
    assert isinstance(can_assign_role(ADMINISTRATOR, Role.ADMINISTRATOR), Permit)


def test_a_visitor_reads_what_is_public_and_is_asked_to_sign_in_for_the_rest() -> None:
    assert isinstance(can_read_public(ANONYMOUS), Permit)
    assert can_review_statements(ANONYMOUS) == Refusal(SIGN_IN_FIRST)


def test_every_refusal_has_a_listed_reason() -> None:
    for refused in (can_review_statements(FOCAL_POINT), can_speak_for(SECRETARIAT, "alpha")):
        assert isinstance(refused, Refusal)
        assert refused.reason in REASONS


@pytest.mark.parametrize(
    ("actor", "visited"),
    [
        (ANONYMOUS, ("public",)),
        (Actor(5), ("public",)),
        (Actor(5, frozenset({Role.READER})), ("public", "members")),
        (FOCAL_POINT, ("public", "members")),
        (SECRETARIAT, ("public", "members", "secretariat")),
    ],
)
def test_visibilities_follow_roles(actor: Actor, visited: tuple[str, ...]) -> None:
    assert list_visibilities(actor) == visited


STAFF = {Role.SECRETARIAT, Role.ADMINISTRATOR}
CONTRIBUTORS = {Role.CONTRIBUTOR, Role.FOCAL_POINT, *STAFF}


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        (permissions.can_use_account, set(Role)),
        (permissions.can_review_statements, {Role.REVIEWER, *STAFF}),
        (permissions.can_manage_review, STAFF),
        (permissions.can_open_entity_desk, {Role.FOCAL_POINT, *STAFF}),
        (permissions.can_contribute, CONTRIBUTORS),
        (permissions.can_decide_proposals, STAFF),
        (permissions.can_manage_rounds, STAFF),
        (permissions.can_draft_joint_texts, CONTRIBUTORS),
        (permissions.can_manage_joint_texts, STAFF),
        (permissions.can_manage_people, STAFF),
        (permissions.can_read_audit_log, STAFF),
        (permissions.can_administer, {Role.ADMINISTRATOR}),
    ],
)
def test_a_permission_is_that_of_its_roles_and_of_no_visitor(permission: Permission, roles: set[Role]) -> None:
    actors = {role: Actor(7, frozenset({role}), frozenset({"alpha"})) for role in Role}
    assert {role for role, actor in actors.items() if isinstance(permission(actor), Permit)} == roles
    assert permission(ANONYMOUS) == Refusal(SIGN_IN_FIRST)


@pytest.mark.parametrize("role", sorted(STAFF))
def test_staff_opens_the_entity_desk_without_an_entity(role: Role) -> None:
    assert isinstance(can_open_entity_desk(Actor(8, frozenset({role}))), Permit)

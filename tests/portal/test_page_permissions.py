"""Tests of the table of permissions for every route, role and method."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from palermo.access import Actor, Permit, Role, can_read_public
from palermo.portal.base.page_permissions import ROUTE_PERMISSIONS, find_permission

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
SAMPLE_VALUES = {"int": 1, "str": "x", "slug": "x", "path": "x", "uuid": "00000000-0000-0000-0000-000000000000"}


def walk_routes(resolver: Any, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every route of the portal with its name as the table has it."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk_routes(pattern, inner)
        else:
            yield f"{namespace}{pattern.name or ''}", pattern


ROUTES = dict(walk_routes(get_resolver()))


def find_address(name: str, pattern: URLPattern) -> str | None:
    values = {key: SAMPLE_VALUES.get(type(item).__name__.removesuffix("Converter").lower(), "x")
              for key, item in pattern.pattern.converters.items()}  # fmt: skip
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return None


def test_every_route_has_a_permission() -> None:
    assert [name for name in ROUTES if find_permission(name) is None] == []


def test_every_line_of_the_table_has_a_route() -> None:
    assert [name for name in ROUTE_PERMISSIONS if not name.endswith(":*") and name not in ROUTES] == []


def test_only_the_administration_shares_one_line() -> None:
    assert [name for name in ROUTE_PERMISSIONS if name.endswith(":*")] == ["admin:*"]


@pytest.mark.slow
@pytest.mark.parametrize("role", [None, *(pytest.param(role, marks=pytest.mark.slow) for role in Role)])
def test_a_refused_route_answers_no_method(role: Role | None, client: Client, client_as: Callable[..., Client]) -> None:
    entities = ("unodc",) if role is Role.FOCAL_POINT else ()
    browser = client_as(role, entities) if role else client
    actor = Actor(1 if role else None, frozenset({role} if role else ()), frozenset(entities))
    tried = 0
    for name, pattern in ROUTES.items():
        permission, address = find_permission(name), find_address(name, pattern)
        assert permission is not None
        if address is None or isinstance(permission(actor), Permit):
            continue
        for method in METHODS if role is None else ("GET", "POST"):
            answer = browser.generic(method, address)
            if role is None and method != "POST":
                assert (answer.status_code, answer.headers["Location"][:19]) == (302, "/en/accounts/login/"), name
            else:
                assert answer.status_code == 403, (name, method)
            tried += 1
    assert tried or role is Role.ADMINISTRATOR


def test_a_route_without_a_line_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(ROUTE_PERMISSIONS, "home:home")
    assert client.get("/en/").status_code == 302
    assert client.post("/en/").status_code == 403


def test_a_refused_person_reads_the_reason(client_as: Callable[..., Client]) -> None:
    answer = client_as("reader").get("/admin/")
    assert answer.status_code == 403
    assert "Only administrators open the administration." in answer.content.decode()


def test_the_api_refuses_with_a_reason(client: Client, client_as: Callable[..., Client],
                                       monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setitem(ROUTE_PERMISSIONS, "api-v1:list_statements", ROUTE_PERMISSIONS["admin:*"])
    visitor, reader = client.get("/api/v1/statements"), client_as("reader").get("/api/v1/statements")
    assert (visitor.status_code, visitor.json()["detail"]) == (401, "Sign in to open this page.")
    assert (reader.status_code, reader.json()["detail"]) == (403, "Only administrators open the administration.")
    assert reader.headers["Content-Type"] == "application/problem+json"


def test_a_visitor_comes_back_to_the_page_after_signing_in(client: Client) -> None:
    answer = client.get("/en/accounts/?x=1")
    assert answer.headers["Location"] == "/en/accounts/login/?next=/en/accounts/%3Fx%3D1"


def test_a_public_page_sets_no_cookie_and_a_signed_in_one_is_stored_nowhere(
    client: Client, client_as: Callable[..., Client]
) -> None:
    public, private = client.get("/en/"), client_as("reader").get("/en/")
    assert not public.cookies
    assert public.headers["Cache-Control"] == "public, no-cache"
    assert "no-store" in private.headers["Cache-Control"]
    assert "ETag" not in private.headers
    assert ROUTE_PERMISSIONS["home:home"] is can_read_public

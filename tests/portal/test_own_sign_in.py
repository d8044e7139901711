"""Tests of sign-in through an OpenID Connect provider, run locally."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from oidc_provider_mock import User, run_server_in_thread

from palermo.portal.accounts.invitations import accept_invitation, create_invitation
from palermo.portal.accounts.models import Person
from palermo.portal.project.setting_parsers import build_oidc_providers

PEOPLE = (
    User(sub="verified", claims={"email": "person@example.org", "email_verified": True, "name": "Sample Person"}),
    User(sub="unverified", claims={"email": "person@example.org", "email_verified": False}),
)


@pytest.fixture(autouse=True)
def provider(settings: LazySettings) -> Iterator[str]:
    """A provider on this machine that the portal trusts."""
    cache.clear()
    with run_server_in_thread(user_claims=PEOPLE) as server:
        url = f"http://localhost:{server.server_port}"
        settings.SOCIALACCOUNT_PROVIDERS = build_oidc_providers(url, "Sample Organisation", "palermo", "secret")
        yield url


def sign_in(client: Client, sub: str) -> str:
    """Go to the provider as the sign-in page does, consent there as this person, and return where it ends."""
    started = client.post("/accounts/oidc/organisation/login/")
    assert started.status_code == 302
    consent = requests.post(started.headers["Location"], data={"sub": sub}, allow_redirects=False, timeout=10)
    back = urlsplit(consent.headers["Location"])
    assert back.path == "/accounts/oidc/organisation/login/callback/"
    return str(client.get(f"{back.path}?{back.query}", follow=True).request["PATH_INFO"])


@pytest.mark.django_db
def test_the_sign_in_page_offers_the_provider(client: Client) -> None:
    assert "Sample Organisation" in client.get("/en/accounts/login/").content.decode()


@pytest.mark.django_db
def test_an_invited_person_signs_in_and_has_the_roles(client: Client) -> None:
    create_invitation("person@example.org", ["reviewer"])
    assert sign_in(client, "verified") == "/en/accounts/"
    person = Person.objects.get()
    assert [role.role for role in person.roles.all()] == ["reviewer"]
    assert "Reviewer" in client.get("/en/accounts/").content.decode()


@pytest.mark.django_db
def test_a_person_with_an_account_is_recognised_by_a_verified_address(client: Client) -> None:
    person = accept_invitation(create_invitation("person@example.org", ["reader"]), "correct horse battery staple")
    assert sign_in(client, "verified") == "/en/accounts/"
    assert Person.objects.get() == person


@pytest.mark.django_db
@pytest.mark.parametrize("sub", ["verified", "unverified"])
def test_somebody_who_was_not_invited_gets_no_account(client: Client, sub: str) -> None:
    if sub == "unverified":  # an address that the provider has not verified opens nobody's account or invitation
        create_invitation("person@example.org", ["administrator"])
    sign_in(client, sub)
    assert not Person.objects.exists()
    assert client.get("/en/accounts/").status_code == 302

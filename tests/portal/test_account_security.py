"""Tests of attacks on accounts: forgery, fixation, guessed ids, redirects, enumeration."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from palermo.portal.accounts.invitations import accept_invitation, build_invitation_path, create_invitation
from palermo.portal.accounts.models import AuditEntry, Person

PASSWORD = "correct horse battery staple"
type SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


@pytest.fixture
def person(db: None) -> Person:
    return accept_invitation(create_invitation("person@example.org", ["reader"]), PASSWORD)


def test_a_forged_form_is_refused_and_a_form_of_ours_keeps_what_was_typed(client_as: SignIn) -> None:
    secretariat = client_as("secretariat")
    forging = Client(enforce_csrf_checks=True)
    forging.cookies = secretariat.cookies
    form = {"email": "victim@example.org", "roles": "reader", "note": "<script>alert(1)</script>", "password": "secret"}
    foreign = forging.post("/en/accounts/people/invite/", form, headers={"origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert "victim@example.org" not in foreign.content.decode()
    ours = forging.post("/en/accounts/people/invite/", form, headers={"origin": "http://testserver"})
    page = ours.content.decode()
    assert ours.status_code == 403
    assert 'value="victim@example.org"' in page
    assert "<script>alert" not in page
    assert "secret" not in page
    assert not mail.outbox


@pytest.mark.django_db
def test_a_form_sent_after_signing_out_is_kept(client: Client) -> None:
    answer = client.post("/en/accounts/people/invite/", {"email": "typed@example.org", "roles": ["reader", "reviewer"]})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Nothing that you typed is lost" in page
    assert page.count('type="hidden" name="roles"') == 2
    assert 'value="typed@example.org"' in page


def test_signing_in_changes_the_session(client: Client, person: Person) -> None:
    client.get("/en/accounts/login/")
    client.cookies["sessionid"] = "chosen-by-an-attacker"
    client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert client.cookies["sessionid"].value != "chosen-by-an-attacker"
    assert client.get("/en/accounts/").status_code == 200
    stranger = Client()
    stranger.cookies["sessionid"] = "chosen-by-an-attacker"
    assert stranger.get("/en/accounts/").status_code == 302


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(client: Client, person: Person, target: str) -> None:
    answer = client.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/en/")


def test_nobody_learns_which_accounts_exist(client: Client, person: Person) -> None:
    pages = {}
    for email in (person.email, "nobody@example.org"):
        wrong = client.post("/en/accounts/login/", {"login": email, "password": "wrong"})
        reset = client.post("/en/accounts/password/reset/", {"email": email})
        content = wrong.content.decode().replace(email, "EMAIL")
        pages[email] = (wrong.status_code, content.count("EMAIL"), reset.status_code, reset.headers.get("Location"))
    assert pages[person.email] == pages["nobody@example.org"]


def test_guessed_ids_open_nothing_of_others(client_as: SignIn, person: Person) -> None:
    for role in (None, "reader", "focal-point", "reviewer"):
        browser = client_as(role, ["unodc"])
        assert browser.get(f"/en/accounts/people/{person.pk}/").status_code == 403
        assert browser.post(f"/en/accounts/people/{person.pk}/", {"roles": "administrator"}).status_code == 403
        for action in ("send", "withdraw"):
            assert browser.post(f"/en/accounts/people/invitations/1/{action}/").status_code == 403
    assert [role.role for role in person.roles.all()] == ["reader"]


def test_an_invitation_gives_no_more_than_it_says(client: Client, person: Person) -> None:
    path = build_invitation_path(create_invitation("new@example.org", ["reader"]))
    more = {"roles": "administrator", "is_superuser": "on", "is_staff": "on", "email": "other@example.org"}
    client.post(path, {"name": "New", "password": PASSWORD, "password_again": PASSWORD, **more})
    built = Person.objects.exclude(pk=person.pk).get()
    assert (built.email, built.is_superuser, built.is_staff) == ("new@example.org", False, False)
    assert [role.role for role in built.roles.all()] == ["reader"]


def test_stored_scripts_are_shown_as_words(client_as: SignIn) -> None:
    secretariat = client_as("secretariat")
    AuditEntry.objects.create(action="x", who="<script>alert(1)</script>", subject="<img src=x onerror=alert(1)>")
    page = secretariat.get("/en/accounts/audit/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_links_in_e_mails_name_no_host_of_an_attacker(client: Client, person: Person) -> None:
    evil = client.post("/en/accounts/password/reset/", {"email": person.email}, headers={"host": "evil.example"})
    assert evil.status_code == 400
    assert not mail.outbox
    client.post("/en/accounts/password/reset/", {"email": person.email}, headers={"x-forwarded-host": "evil.example"})
    assert "http://testserver/en/accounts/password/reset/key/" in str(mail.outbox[0].body)
    assert "evil" not in str(mail.outbox[0].body)

"""Tests of invitations, roles, the audit log, sessions and lock-out."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.cache import cache
from django.db import NotSupportedError
from django.test import Client
from django.utils import timezone

import palermo.portal
from palermo.access import Role
from palermo.errors import NotFound, RunStopped
from palermo.portal import people_commands
from palermo.portal.accounts.audit_labels import ACTIONS
from palermo.portal.accounts.demo_people import create_demo_people
from palermo.portal.accounts.invitations import accept_invitation, build_invitation_path, create_invitation
from palermo.portal.accounts.models import AuditEntry, Invitation, Person
from palermo.portal.project import settings as project_settings

PASSWORD = "correct horse battery staple"
NEW_PERSON = {"name": "Sample Person", "password": PASSWORD, "password_again": PASSWORD}
type SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()  # rate limits are counted there


def _invite(email: str = "new@example.org", roles: tuple[str, ...] = ("reviewer",)) -> str:
    return build_invitation_path(create_invitation(email, roles))


@pytest.mark.django_db
def test_an_invited_person_chooses_a_password_and_is_signed_in_with_the_roles(
    client: Client, settings: LazySettings
) -> None:
    settings.PASSWORD_HASHERS = project_settings.PASSWORD_HASHERS
    path = _invite()
    assert "new@example.org" in client.get(path).content.decode()
    answer = client.post(path, NEW_PERSON)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/accounts/")
    assert "Reviewer" in client.get("/en/accounts/").content.decode()
    person = Person.objects.get(email="new@example.org")
    assert person.password.startswith("argon2")
    assert AuditEntry.objects.filter(action="invitation.accepted", subject="new@example.org").count() == 1


@pytest.mark.django_db
def test_an_invitation_says_which_roles_it_gives(client: Client) -> None:
    assert "Roles: Reviewer" in client.get(_invite()).content.decode()


@pytest.mark.django_db
def test_account_page_offers_sign_in_of_the_organisation_only_where_there_is_one(
    client_as: SignIn, settings: LazySettings
) -> None:
    assert "Sign-in of your organisation" not in client_as("reader").get("/en/accounts/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "Sign-in of your organisation" in client_as("reader").get("/en/accounts/").content.decode()


@pytest.mark.django_db
def test_expired_invitation_is_refused_with_reason(client: Client) -> None:
    path = _invite()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for answer in (client.get(path), client.post(path, NEW_PERSON)):
        assert answer.status_code == 410
        assert "The invitation has expired. Ask the secretariat for a new invitation." in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["altered", "used", "replaced", "withdrawn"])
def test_a_link_that_cannot_be_used_says_why(client: Client, how: str) -> None:
    path = _invite()
    match how:
        case "altered":
            path = path[:-3] + "xx/"
        case "used":
            client.post(path, NEW_PERSON)
            client.logout()
        case "replaced":
            _invite()
        case "withdrawn":
            Invitation.objects.update(withdrawn_at=timezone.now())
    answer = client.get(path)
    assert answer.status_code == 410
    words = {"altered": "altered", "used": "used already", "replaced": "newer one", "withdrawn": "withdrawn"}
    assert words[how] in answer.content.decode()


@pytest.mark.django_db
def test_a_weak_password_is_refused_and_nothing_is_created(client: Client) -> None:
    answer = client.post(_invite(), {"name": "Sample", "password": "12345678", "password_again": "12345678"})
    assert answer.status_code == 200
    assert "too short" in answer.content.decode()
    assert not Person.objects.exists()


def test_the_secretariat_invites_by_e_mail(client_as: SignIn, client: Client) -> None:
    secretariat = client_as("secretariat")
    requests = {"email": "New@Example.org", "roles": ["focal-point"], "entities": "UNODC"}
    assert secretariat.post("/en/accounts/people/invite/", requests).status_code == 302
    link = re.search(r"http://testserver(/en/accounts/invitations/\S+)", str(mail.outbox[0].body))
    assert link
    assert client.post(link[1], NEW_PERSON).status_code == 302
    actor = Person.objects.get(email="new@example.org").get_actor()
    assert (actor.roles, actor.entities) == (frozenset({Role.FOCAL_POINT}), frozenset({"unodc"}))


@pytest.mark.parametrize(
    ("requests", "reason"),
    [
        ({"roles": ["focal-point"], "entities": ""}, "A focal point needs an entity."),
        ({"roles": ["focal-point"], "entities": "nobody-knows"}, "knows no entity named nobody-knows"),
        ({"roles": ["administrator"]}, "Only an administrator gives or takes away"),
        ({"roles": ["emperor"]}, "emperor is not one of the available choices"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(client_as: SignIn, requests: dict[str, str], reason: str) -> None:
    answer = client_as("secretariat").post("/en/accounts/people/invite/", {"email": "new@example.org", **requests})
    assert reason in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_secretariat_changes_roles_but_makes_no_administrators(client_as: SignIn) -> None:
    secretariat = client_as("secretariat")
    client_as("reader")
    reader = Person.objects.get(email__startswith="reader")
    address = f"/en/accounts/people/{reader.pk}/"
    assert secretariat.post(address, {"roles": ["reviewer"], "entities": ""}).status_code == 302
    assert reader.get_actor().roles == {Role.REVIEWER}
    assert "Only an administrator" in secretariat.post(address, {"roles": ["administrator"]}).content.decode()
    entry = AuditEntry.objects.get(action="roles.changed")
    assert (entry.detail["before"], entry.detail["after"]) == (["reader"], ["reviewer"])


def test_a_closed_account_is_signed_out_at_once(client_as: SignIn) -> None:
    secretariat, reader = client_as("secretariat"), client_as("reader")
    person = Person.objects.get(email__startswith="reader")
    assert reader.get("/en/accounts/").status_code == 200
    secretariat.post(f"/en/accounts/people/{person.pk}/", {"active": "no"})
    assert reader.get("/en/accounts/").status_code == 302


def test_the_secretariat_closes_neither_itself_nor_an_administrator(client_as: SignIn) -> None:
    secretariat = client_as("secretariat")
    client_as("administrator")
    administrator, own = (Person.objects.get(email__startswith=name) for name in ("administrator", "secretariat"))
    assert secretariat.post(f"/en/accounts/people/{administrator.pk}/", {"active": "no"}).status_code == 403
    secretariat.post(f"/en/accounts/people/{own.pk}/", {"active": "no"})
    assert Person.objects.filter(is_active=True).count() == 2


def test_the_audit_log_is_only_appended_to(client_as: SignIn) -> None:
    client_as("reader")
    entry = AuditEntry.objects.create(action="sample")
    entry.action = "changed"
    for change in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(NotSupportedError):
            change()
    with pytest.raises(NotSupportedError):
        AuditEntry.objects.update(action="changed")


def test_actions_of_the_audit_log_are_in_the_language_of_the_page(client_as: SignIn) -> None:
    secretariat = client_as("secretariat")
    AuditEntry.objects.create(action="entity.proposal-accepted", subject="unodc")
    AuditEntry.objects.create(action="entity.activity-proposed", subject="unodc")
    page = secretariat.get("/fr/accounts/audit/?action=entity.").content.decode()
    assert "<td>Proposition acceptée</td>" in page
    assert re.search("<td>Proposé\\s*: [^<A]*Activité</td>", page)
    assert '<option value="entity.proposal-accepted">Proposition acceptée</option>' in page


def test_every_action_that_is_recorded_has_a_name() -> None:
    code = "".join(path.read_text() for path in Path(palermo.portal.__file__).parent.rglob("*.py"))
    calls = re.findall(r'record_audit_entry\(\s*[\w.]+,\s*"([a-z.-]+)"', code)
    assert [action for action in calls if action not in ACTIONS] == []


def test_the_audit_log_is_filtered_and_exported_without_formulas(client_as: SignIn) -> None:
    secretariat = client_as("secretariat")
    AuditEntry.objects.create(action="sample.one", who="=cmd()|x", subject="first")
    AuditEntry.objects.create(action="other", who="b@example.org", subject="second")
    page = secretariat.get("/en/accounts/audit/?action=sample").content.decode()
    assert ">first<" in page
    assert ">second<" not in page
    exported = secretariat.get("/en/accounts/audit/export.csv?action=sample").getvalue().decode()
    assert "first" in exported
    assert "second" not in exported
    assert ",=cmd" not in exported
    assert "\n=cmd" not in exported


@pytest.mark.django_db
def test_somebody_ends_the_other_sessions_of_an_account(client: Client) -> None:
    accept_invitation(create_invitation("new@example.org", ["reader"]), PASSWORD)
    other = Client()
    for browser in (client, other):
        browser.post("/en/accounts/login/", {"login": "new@example.org", "password": PASSWORD})
        assert browser.get("/en/accounts/").status_code == 200
    assert client.get("/en/accounts/sessions/").content.decode().count("<tr") >= 2
    client.post("/en/accounts/sessions/")
    assert client.get("/en/accounts/").status_code == 200
    assert other.get("/en/accounts/").status_code == 302


@pytest.mark.django_db
def test_an_account_is_locked_after_failed_attempts_even_for_the_right_password(client: Client) -> None:
    accept_invitation(create_invitation("new@example.org", ["reader"]), PASSWORD)
    for _ in range(5):
        client.post("/en/accounts/login/", {"login": "new@example.org", "password": "wrong"})
    locked = client.post("/en/accounts/login/", {"login": "new@example.org", "password": PASSWORD})
    assert locked.status_code == 200
    assert "Too many failed login attempts" in locked.content.decode()
    assert AuditEntry.objects.filter(action="account.sign-in-failed", subject="new@example.org").count() == 5


@pytest.mark.django_db
def test_registration_is_closed_unless_it_is_switched_on(client: Client, settings: LazySettings) -> None:
    assert b"password1" not in client.get("/en/accounts/signup/").content
    settings.PALERMO_REGISTRATION_OPEN = True
    assert b"password1" in client.get("/en/accounts/signup/").content


@pytest.mark.django_db
def test_demo_links_sign_in_from_this_machine_only(client: Client) -> None:
    links = {person.roles[0]: path for person, path in create_demo_people()}
    assert set(links) == {Role.FOCAL_POINT, Role.REVIEWER, Role.SECRETARIAT}
    assert client.post(links[Role.REVIEWER], REMOTE_ADDR="192.0.2.1").status_code == 410
    assert client.post(links[Role.REVIEWER]).status_code == 302
    assert "Reviewer" in client.get("/en/accounts/").content.decode()


def test_an_administrator_reads_sources_quarantine_and_builds(client_as: SignIn) -> None:
    administrator = client_as("administrator")
    for address in ("/admin/", "/admin/library/", "/admin/accounts/person/", "/admin/accounts/auditentry/"):
        assert administrator.get(address).status_code == 200
    assert administrator.post("/admin/accounts/auditentry/add/").status_code == 403
    person = Person.objects.get()
    assert administrator.get(f"/admin/accounts/person/{person.pk}/change/").status_code == 200


def test_roles_are_changed_on_the_page_of_a_person_alone(client_as: SignIn) -> None:
    administrator = client_as("administrator")
    person = Person.objects.get()
    address = f"/admin/accounts/person/{person.pk}/change/"
    page = administrator.get(address).content.decode()
    desk = f"/en/accounts/people/{person.pk}/"
    assert desk in page
    assert administrator.get(desk).status_code == 200
    rows = {
        "roles-TOTAL_FORMS": "1",
        "roles-INITIAL_FORMS": "0",
        "roles-0-person": person.pk,
        "roles-0-role": "reviewer",
    }
    sent = {"first_name": "Ada", "is_active": "on", "entities-TOTAL_FORMS": "0", "entities-INITIAL_FORMS": "0"} | rows
    assert administrator.post(address, sent).status_code == 302
    person.refresh_from_db()
    assert person.first_name == "Ada"
    assert [str(role.role) for role in person.roles.all()] == ["administrator"]


@pytest.mark.django_db
def test_without_a_mail_server_the_link_is_shown_to_pass_on(
    client_as: SignIn, client: Client, settings: LazySettings
) -> None:
    settings.PALERMO_HAS_MAIL_SERVER = False
    form = {"email": "new@example.org", "roles": ["reviewer"]}
    page = client_as("secretariat").post("/en/accounts/people/invite/", form, follow=True).content.decode()
    assert "No e-mail was sent" in page
    link = re.search(r"http://testserver(/en/accounts/invitations/[^<\s]+)", page)
    assert link
    assert client.post(link[1], NEW_PERSON).status_code == 302
    assert AuditEntry.objects.filter(action="invitation.created", subject="new@example.org").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("has_mail_server", [True, False])
def test_a_lost_invitation_is_sent_again(
    client_as: SignIn, client: Client, settings: LazySettings, *, has_mail_server: bool
) -> None:
    settings.PALERMO_HAS_MAIL_SERVER = has_mail_server
    lost = create_invitation("new@example.org", ["focal-point"], ["unodc"])
    lost_path = build_invitation_path(lost)
    secretariat = client_as("secretariat")
    page = secretariat.get("/en/accounts/people/").content.decode()
    assert re.search(r"Focal point\s*·\s*<bdi>United Nations Office on Drugs and Crime", page)
    page = secretariat.post(f"/en/accounts/people/invitations/{lost.pk}/send/", follow=True).content.decode()
    link = re.search(r"http://testserver(/en/accounts/invitations/[^<\s]+)", page + str(mail.outbox[-1].body))
    assert link
    assert ("No e-mail was sent" in page) is not has_mail_server
    assert client.get(lost_path).status_code == 410
    assert client.post(link[1], NEW_PERSON).status_code == 302
    actor = Person.objects.get(email="new@example.org").get_actor()
    assert (actor.roles, actor.entities) == (frozenset({Role.FOCAL_POINT}), frozenset({"unodc"}))


@pytest.mark.django_db
def test_only_administrators_send_the_invitation_of_an_administrator_again(client_as: SignIn) -> None:
    address = f"/en/accounts/people/invitations/{create_invitation('new@example.org', ['administrator']).pk}/send/"
    assert client_as("secretariat").post(address).status_code == 403
    assert not mail.outbox
    assert client_as("administrator").post(address).status_code == 302
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_two_who_change_a_person_do_not_overwrite_each_other(client_as: SignIn) -> None:
    first, second = client_as("secretariat"), client_as("secretariat")
    person = Person.objects.create_user("new@example.org", "new@example.org")
    address = f"/en/accounts/people/{person.pk}/"

    def read_version(page: str) -> str:
        return re.search(r'name="seen" value="([^"]+)"', page)[1]  # type: ignore[index]

    seen = read_version(second.get(address).content.decode())
    assert first.post(address, {"roles": ["reviewer"], "seen": seen}).status_code == 302
    page = second.post(address, {"roles": ["contributor"], "seen": seen}).content.decode()
    assert "Somebody else changed this person meanwhile: Reviewer." in page
    assert re.search(r'value="contributor"[^>]* checked', page)
    assert person.get_actor().roles == {Role.REVIEWER}
    again = {"roles": ["contributor"], "seen": read_version(page)}
    assert second.post(address, again).status_code == 302
    assert person.get_actor().roles == {Role.CONTRIBUTOR}


@pytest.mark.django_db
def test_an_invitation_that_cannot_be_sent_is_withdrawn_and_what_was_typed_stays(
    client_as: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("palermo.portal.accounts.invitations.send_mail", refuse)
    form = {"email": "new@example.org", "roles": ["reviewer"]}
    page = client_as("secretariat").post("/en/accounts/people/invite/", form).content.decode()
    assert "The e-mail could not be sent" in page
    assert 'value="new@example.org"' in page
    assert Invitation.objects.get().withdrawn_at
    actions = AuditEntry.objects.filter(subject="new@example.org").values_list("action", flat=True)
    assert list(actions) == ["invitation.withdrawn"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "word"), [("fr", "Mot de passe"), ("zh", "密码"), ("ar", "كلمة"), ("ru", "Пароль")]
)
def test_the_sign_in_page_is_in_the_readers_language(client: Client, language: str, word: str) -> None:
    page = client.get("/accounts/login/", headers={"accept-language": language}, follow=True).content.decode()
    assert f'<html lang="{language}"' in page
    assert word in page


@pytest.mark.parametrize("page", ["email/", "password/change/", "two-factor/", "sessions/", "sign-in-with/", ""])
def test_pages_of_an_account_answer_in_our_layout(client_as: SignIn, page: str) -> None:
    answer = client_as("reader").get(f"/ar/accounts/{page}", follow=True)
    content = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="ar" dir="rtl">' in content
    assert content.count("<h1") == 1
    assert not re.search(r"\sstyle=|\son[a-z]+=", content)


@pytest.mark.django_db
def test_an_invitation_names_entities_of_the_registry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(people_commands, "open_database", lambda _: None)

    def invite(entities: list[str]) -> str:
        return people_commands.invite_person(tmp_path, "new@example.org", ["focal-point"], entities, "http://localhost")

    with pytest.raises(NotFound, match="the registry has no entity with that id or name"):
        invite(["nobody"])
    with pytest.raises(RunStopped, match="a focal point needs an entity"):
        invite([])
    assert not Invitation.objects.exists()
    invite(["ILO"])
    assert Invitation.objects.get().entities == ["ilo"]

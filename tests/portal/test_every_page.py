"""Tests of all pages: six languages, headers, and refusal of invalid parameters."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from palermo.edition import View
from palermo.errors import PalermoError
from palermo.portal.project import views
from palermo.portal.services.current_edition import ServedEdition

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
ADDRESSES = (
    "",
    "library/",
    "library/unread/",
    "library/?q=labour+inspectors",
    "library/?q=%22&year=1900",
    "recommendations/",
    "recommendations/?sort=repeated",
    "recommendations/chains/",
    "recommendations/chains/?q=inspectors&answer=accepted",
    "recommendations/chains/?q=nothing+says+this",
    "appraisal/",
    "appraisal/palermo-protocol/",
    "appraisal/gcm/",
    "appraisal/gcm/1/?of=calls&how=meant",
    "appraisal/gcm/whole/",
    "recommendations/addressees/",
    "recommendations/issuers/",
    "recommendations/?answer=accepted&q=train",
    "data/",
    "data/proposals/",
    "entities/",
    "entities/?kind=mechanism&letter=I",
    "entities/icat/",
    "entities/unodc/",
    "entities/unesco/",
    "entities/unodc/statements/",
    "entities/unodc/statements/?role=addressed",
    "instruments/",
    "instruments/?kind=treaty&theme=organised-crime",
    "instruments/palermo-protocol/",
    "publications/",
    "publications/?publisher=iom&held=no",
    "publications/icat-brief-02/",
    "partnerships/",
    "partnerships/?entity=iom&kind=publication",
    "partnerships/prospects/",
    "partnerships/prospects/history/",
    "partnerships/iom/unodc/",
    "reports/",
    "reports/dossiers/trafficking-in-persons/",
    "reports/entities/unodc/",
    "reports/countries/AND/",
    "reports/question/?q=trafficking",
    "gaps/",
    "gaps/?by=theme&and=group&list=met",
)


@pytest.fixture
def addresses(view: View) -> list[str]:
    documents = [f"documents/{item.id}/" for item in view.list_documents()]
    statements = [f"statements/{item.id}/" for item in view.find_statements(limit=3).statements]
    return [*ADDRESSES, *documents, *statements]


type LoadPage = Callable[[str], Any]


@pytest.fixture(scope="module")
def responses() -> dict[str, Any]:
    """Responses by address, which the tests of this module share."""
    return {}


@pytest.fixture
def load_page(client: Client, responses: dict[str, Any]) -> LoadPage:
    """Return the response of an address, made once for all tests."""

    def load(address: str) -> Any:
        if address not in responses:
            responses[address] = client.get(address)
        return responses[address]

    return load


@pytest.mark.slow
@pytest.mark.parametrize(
    "language", ["ar", *(pytest.param(code, marks=pytest.mark.slow) for code in LANGUAGES if code != "ar")]
)
def test_answers_in_every_language(load_page: LoadPage, addresses: list[str], language: str) -> None:
    for address in addresses:
        response = load_page(f"/{language}/{address}")
        page = response.content.decode()
        assert response.status_code == 200, address
        direction = "rtl" if language == "ar" else "ltr"
        assert f'<html lang="{language}" dir="{direction}">' in page
        assert response.headers["Content-Language"] == language
        assert page.count("<h1") == 1
        assert "<title>" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_unconfirmed_statements_are_counted_in_every_language(
    client: Client, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(ServedEdition, "unconfirmed_count", property(lambda _edition: 3))
    page = client.get(f"/{language}/partnerships/").content.decode()
    assert "confidence=all" in page[page.index('class="foot"') :]


def test_links_the_same_page_in_the_other_languages(client: Client) -> None:
    page = client.get("/fr/recommendations/?answer=noted").content.decode()
    for language in LANGUAGES:
        assert f'href="/{language}/recommendations/?answer=noted" lang="{language}" hreflang="{language}"' in page
        absolute = f"http://testserver/{language}/recommendations/?answer=noted"
        assert f'<link rel="alternate" hreflang="{language}" href="{absolute}">' in page
    assert '<link rel="canonical" href="http://testserver/fr/recommendations/?answer=noted">' in page


@pytest.mark.slow
@pytest.mark.django_db
def test_every_link_within_the_portal_leads_somewhere(
    client: Client, load_page: LoadPage, addresses: list[str]
) -> None:
    linked: set[str] = set()
    for address in addresses:
        page = load_page(f"/en/{address}").content.decode()
        linked |= {link.replace("&amp;", "&") for link in re.findall(r'href="(/en/[^"#]*)', page)}
    assert len(linked) > 100
    alike: dict[str, list[str]] = {}
    for link in sorted(linked):
        alike.setdefault(re.sub(r"[0-9a-f]{12,}|\d+|=[^&]*", "", link), []).append(link)
    for links in alike.values():
        for link in links[:2]:
            assert client.get(link, follow=True).status_code == 200, link


@pytest.mark.parametrize(
    ("requests", "values"), [("ar", "ar"), ("zh-CN,zh;q=0.9", "zh"), ("fr-CA", "fr"), ("de,pt", "en"), ("", "en")]
)
def test_root_goes_to_the_readers_language(client: Client, requests: str, values: str) -> None:
    response = client.get("/", headers={"accept-language": requests})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{values}/")
    assert "Accept-Language" in response.headers["Vary"]


def test_headers_forbid_what_no_page_uses(client: Client) -> None:
    headers = client.get("/en/").headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers


def test_pages_carry_no_inline_script_and_no_inline_style(load_page: LoadPage, addresses: list[str]) -> None:
    for address in addresses:
        page = load_page(f"/ar/{address}").content.decode()
        assert not re.search(
            r"<script(?! type=\"application/ld\+json\">| src=\"/static/)|<style|\sstyle=|\son[a-z]+=", page
        ), address
        assert not re.findall(r'(?:src|<link rel="(?:stylesheet|icon)" href)="https?:', page), address


@pytest.mark.parametrize("language", ["ar", pytest.param("ru", marks=pytest.mark.slow)])
def test_first_page_is_light(load_page: LoadPage, addresses: list[str], language: str) -> None:
    for address in addresses:
        assert len(load_page(f"/{language}/{address}").content) < 100_000, address


@pytest.mark.parametrize(
    "address",
    [
        "nowhere/",
        "documents/ffffffffffffffffffff/",
        "documents/zzz/",
        "documents/ffffffffffffffffffff/passages/ffffffffffffffffffff/",
        "statements/ffffffffffffffffffff/",
        "statements/..%2F..%2Fetc/",
        "statements/" + "a" * 500 + "/",
        "statements/%00%FF/",
        "statements/'; DROP TABLE register --/",
        "data/passwords.csv",
        "data/statements.exe",
        "recommendations/export.exe",
        "library/export.pdf",
        "entities/nobody/",
        "entities/no-such-body/",
        "entities/nobody/statements/",
        "entities/'; DROP TABLE register --/",
        "entities/export.exe",
        "instruments/nothing/",
        "instruments/palermo-protocol/9/",
        "instruments/export.exe",
        "publications/nothing/",
        "publications/%00/",
        "publications/export.exe",
    ],
)
def test_unknown_address_has_a_kind_page(client: Client, address: str) -> None:
    for language in ("en", "ar"):
        response = client.get(f"/{language}/{address}")
        assert response.status_code == 404
        assert f'<html lang="{language}"' in response.content.decode()
        assert 'name="robots" content="noindex"' in response.content.decode()


def test_pages_are_only_read(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        assert client.post(f"/en/{address}").status_code == 405


def test_what_is_not_for_the_public_is_nowhere(client: Client, load_page: LoadPage, addresses: list[str]) -> None:
    files = ("recommendations/export.csv", "library/export.json", "data/statements.jsonl")
    for response in (*(load_page(f"/ar/{page}") for page in addresses), *(client.get(f"/en/{file}") for file in files)):
        content = response.getvalue() if response.streaming else response.content
        assert b"Hidden from the public" not in content
        assert b"should not be shown" not in content


def test_robots_and_health(client: Client, view: View) -> None:
    assert client.get("/robots.txt").content.startswith(b"User-agent: *")
    health = client.get("/healthz").json()
    assert health["ok"] is True
    assert health["edition"].startswith(view.manifest.id)


def test_a_failure_shows_nothing_of_itself(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("secret of the machine room")

    monkeypatch.setattr("palermo.portal.home.views.count_edition", fails)
    client.raise_request_exception = False
    response = client.get("/fr/")
    assert response.status_code == 500
    assert "secret" not in response.content.decode()
    assert "Une erreur est survenue" in response.content.decode()


def test_an_error_of_ours_is_a_page_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise PalermoError("thing", "reason", "mend")

    monkeypatch.setattr("palermo.portal.home.views.count_edition", fails)
    response = client.get("/en/")
    assert response.status_code == 500
    assert "Something failed on our side" in response.content.decode()


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    response = client.get("/en/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert views.bad_request(response.wsgi_request, ValueError()).status_code == 400

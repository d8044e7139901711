"""Tests of odd addresses and input: a clear page, and no server error."""

import pytest
from django.test import Client

LONG = "palabra " * 1250


@pytest.mark.parametrize(
    "path",
    [
        "library/?q=",
        f"library/?q={LONG}",
        "library/?q=lang:xx+year:soon+publisher:",
        "library/?year=soon&language=xx&publisher=nobody&nature=none",
        "library/?q=labour&page=99999",
        "recommendations/?page=99999999&addressee=nobody&answer=maybe",
        "who-does-what/statements/?entity=nobody&intervention=nothing&country=XXX&page=99999",
        "entities/?kind=none&page=x",
    ],
)
def test_odd_questions_get_a_page(client: Client, path: str) -> None:
    response = client.get(f"/en/{path}", follow=True)
    assert response.status_code == 200
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize(
    "path", ["documents/ffffffffff/", "statements/zzzzzz/", "entities/nobody/", "documents/a/pages/1/"]
)
def test_unknown_ids_get_a_page_that_helps(client: Client, path: str) -> None:
    response = client.get(f"/en/{path}")
    assert response.status_code == 404
    assert "Browse the library" in response.content.decode()

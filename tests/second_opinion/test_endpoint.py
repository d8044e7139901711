"""Tests of endpoints: completed addresses, and refused configurations."""

import pytest

from palermo.errors import SettingInvalid
from palermo.second_opinion.endpoint import parse_endpoint


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://localhost:11434/v1", "http://localhost:11434/v1/chat/completions"),
        ("http://[::1]:8080/", "http://[::1]:8080/v1/chat/completions"),
        ("https://a.example/x/chat/completions?v=1", "https://a.example/x/chat/completions?v=1"),
    ],
)
def test_the_address_of_a_server_is_completed(url: str, expected: str) -> None:
    assert parse_endpoint(url, "m").url == expected


@pytest.mark.parametrize(
    ("url", "model", "key", "reason"),
    [
        ("localhost:8080", "m", "", "not an http or https address"),
        ("ftp://localhost", "m", "", "not an http or https address"),
        ("http://", "m", "", "not an http or https address"),
        ("http://[::1", "m", "", "not an address"),
        ("http://localhost:x", "m", "", "not an address"),
        ("https://me:sk-very-secret@a.example", "m", "", "holds a name or password"),
        ("http://models.example.org", "m", "", "models.example.org is another machine"),
        ("http://10.0.0.7:8000", "m", "", "10.0.0.7 is another machine"),
        ("http://localhost.example.org", "m", "", "is another machine"),
        ("http://localhost", " ", "", "no model is named"),
        ("http://localhost", "m", "sk-very-secret\n", "PALERMO_SECOND_OPINION_KEY: it holds blanks"),
        ("http://localhost", "m", "sk-very-secrét", "PALERMO_SECOND_OPINION_KEY: it holds blanks"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_refused(url: str, model: str, key: str, reason: str) -> None:
    with pytest.raises(SettingInvalid, match=reason) as refused:
        parse_endpoint(url, model, key)
    assert "sk-very" not in str(refused.value)


def test_plain_http_to_another_machine_can_be_allowed() -> None:
    assert parse_endpoint("http://10.0.0.7:8000", "m", is_insecure_allowed=True).origin == "http://10.0.0.7:8000"


def test_an_endpoint_does_not_show_its_key() -> None:
    displayed = repr(parse_endpoint("https://a.example/?key=sk-very", "m", "sk-very-secret"))
    assert "sk-very" not in displayed

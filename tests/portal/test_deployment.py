"""Tests of deployment checks: each problem with its hint, and no secret."""

import pytest

from palermo.portal.deployment import check_deployment
from palermo.settings import Settings

SECRET = "a-secret-of-fifty-characters-that-nobody-can-guess"


def _states(chosen: Settings, *, network: bool = False) -> dict[str, str]:
    return {check.subject: check.state for check in check_deployment(chosen, network=network)}


@pytest.mark.django_db
def test_a_machine_as_it_comes_is_not_for_the_public() -> None:
    assert _states(Settings()) == {
        "PALERMO_DEBUG": "ok",
        "PALERMO_SECRET_KEY": "wrong",
        "PALERMO_ALLOWED_HOSTS": "wrong",
        "PALERMO_ADDRESS": "note",
        "PALERMO_PROXIES": "note",
        "PALERMO_LOG": "note",
        "DATABASE_URL": "ok",
    }


@pytest.mark.django_db
def test_a_machine_that_is_set_up() -> None:
    chosen = Settings(
        secret_key=SECRET,
        allowed_hosts=("palermo.example",),
        address="https://palermo.example",
        proxies=1,
        log="json",
    )
    assert set(_states(chosen).values()) == {"ok"}
    assert SECRET not in "".join(check.format_line() for check in check_deployment(chosen, network=False))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        (Settings(debug=True), "PALERMO_DEBUG"),
        (Settings(secret_key="short"), "PALERMO_SECRET_KEY"),
        (Settings(allowed_hosts=("*",)), "PALERMO_ALLOWED_HOSTS"),
    ],
)
def test_each_fault_is_reported(chosen: Settings, wrong: str) -> None:
    assert _states(chosen)[wrong] == "wrong"


@pytest.mark.django_db
def test_a_host_that_does_not_speak_https() -> None:
    chosen = Settings(secret_key=SECRET, allowed_hosts=("palermo.invalid",))
    assert _states(chosen, network=True)["palermo.invalid"] == "wrong"

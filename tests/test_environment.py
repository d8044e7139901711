"""Tests of settings: environment variables, defaults, invalid values."""

import pytest

from palermo.environment import Settings, load_settings
from palermo.errors import SettingInvalid


def test_an_empty_environment_gives_the_defaults() -> None:
    assert load_settings({}) == Settings()


def test_empty_values_count_as_absent() -> None:
    names = ("PALERMO_LIBRARY", "PALERMO_WORKERS", "PALERMO_ALLOWED_HOSTS", "PALERMO_DEBUG")
    assert load_settings(dict.fromkeys(names, "")) == Settings()


def test_every_variable_is_read() -> None:
    settings = load_settings(
        {
            "PALERMO_LIBRARY": "shelf",
            "PALERMO_WORKERS": "3",
            "DATABASE_URL": "postgresql://localhost/palermo",
            "PALERMO_SECRET_KEY": "a secret",
            "PALERMO_ALLOWED_HOSTS": "map.example.org, www.example.org,",
            "PALERMO_SECOND_OPINION": "http://localhost:8080",
            "PALERMO_SECOND_OPINION_MODEL": "a model",
            "PALERMO_SECOND_OPINION_KEY": "a key",
            "PALERMO_DEBUG": "1",
            "PALERMO_ADDRESS": "https://map.example.org/",
            "PALERMO_LOG": "json",
            "PALERMO_METRICS": "10.0.0.0/8, fd00::/8",
            "PALERMO_LIMIT_API": "60",
            "PALERMO_LIMIT_SEARCH": "",
        }
    )
    assert settings.address == "https://map.example.org"
    assert settings.rate_limits == {"api": 60}
    assert settings.log == "json"
    assert [str(item) for item in settings.metrics] == ["10.0.0.0/8", "fd00::/8"]
    assert settings.library == "shelf"
    assert settings.workers == 3
    assert settings.database_url == "postgresql://localhost/palermo"
    assert settings.secret_key == "a secret"
    assert settings.allowed_hosts == ("map.example.org", "www.example.org")
    assert settings.second_opinion == "http://localhost:8080"
    assert settings.second_opinion_model == "a model"
    assert settings.second_opinion_key == "a key"
    assert "a key" not in repr(settings)
    assert settings.debug


@pytest.mark.parametrize("value", ["two", "-1", "1.5", "²", "٣", " 3"])
def test_a_number_of_workers_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(SettingInvalid, match=r"PALERMO_WORKERS: .* is not a whole number"):
        load_settings({"PALERMO_WORKERS": value})


def test_a_rate_limit_that_is_no_number_is_refused() -> None:
    with pytest.raises(SettingInvalid, match=r"PALERMO_LIMIT_API: 'few' is not a whole number"):
        load_settings({"PALERMO_LIMIT_API": "few"})


@pytest.mark.parametrize(("value", "debug"), [("0", False), ("no", False), ("TRUE", True), ("yes", True)])
def test_flags(value: str, debug: bool) -> None:
    assert load_settings({"PALERMO_DEBUG": value}).debug is debug


def test_a_flag_that_is_none_is_refused() -> None:
    with pytest.raises(SettingInvalid, match="PALERMO_DEBUG: 'maybe' is neither 1 nor 0"):
        load_settings({"PALERMO_DEBUG": "maybe"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PALERMO_ADDRESS", "map.example.org"),
        ("PALERMO_ADDRESS", "ftp://map.example.org"),
        ("PALERMO_ADDRESS", "https://[map"),
        ("PALERMO_LOG", "xml"),
        ("PALERMO_METRICS", "10.0.0.1/8"),
        ("PALERMO_METRICS", "everybody"),
    ],
)
def test_an_address_log_or_network_that_is_none_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingInvalid, match=name):
        load_settings({name: value})

"""Tests of cache warming: once for each edition, without harm by failures."""

import time
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
from django.conf import LazySettings
from django.core.handlers.wsgi import WSGIHandler

from palermo.edition import Library
from palermo.portal.project.cache_warming import IDLE_AFTER_S, WARMED_PATHS, ActivityMonitor, warm_up
from palermo.portal.services.current_edition import CurrentEdition, open_current_edition


class Counting:
    """The application, which keeps what it was asked and what it answered."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self._pages = WSGIHandler()

    def __call__(self, environ: dict[str, Any], begin: Any) -> Any:
        def told(status: str, headers: Any, error: Any = None) -> None:
            query = f"?{environ['QUERY_STRING']}" if environ["QUERY_STRING"] else ""
            self.asked.append((f"{environ['PATH_INFO']}{query}", status))

        return self._pages(environ, cast(Any, told))


@pytest.mark.django_db
def test_every_page_is_made_ready(library: Path) -> None:
    application = Counting()
    assert warm_up(ActivityMonitor(application), open_current_edition(library))
    assert application.asked == [(address, "200 OK") for address in WARMED_PATHS]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hosts",
    [
        ["*"],
        pytest.param([".example.org"], marks=pytest.mark.slow),
        pytest.param(["localhost", "127.0.0.1"], marks=pytest.mark.slow),
    ],
)
def test_each_edition_is_made_ready_once(
    sample: ModuleType, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hosts: list[str]
) -> None:
    monkeypatch.setattr("palermo.portal.project.cache_warming.WARMED_PATHS", ("/en/library/",))
    settings.PALERMO_LIBRARY, settings.ALLOWED_HOSTS = tmp_path, hosts
    application = Counting()
    sample.build(tmp_path, sample.EVERYTHING[1:3])
    first = warm_up(ActivityMonitor(application), open_current_edition(tmp_path))
    assert application.asked == [("/en/library/", "200 OK")]
    assert warm_up(ActivityMonitor(application), open_current_edition(tmp_path), first) == first
    assert len(application.asked) == 1
    sample.build(tmp_path)
    second = warm_up(ActivityMonitor(application), open_current_edition(tmp_path), first)
    assert second != first
    assert len(application.asked) == 2
    (
        open_current_edition(tmp_path).library.get_edition_folder(
            open_current_edition(tmp_path).open().view.manifest.id
        )
        / "search/about.json"
    ).touch()
    assert warm_up(ActivityMonitor(application), open_current_edition(tmp_path), second) != second, (
        "its index was made anew"
    )
    assert len(application.asked) == 3


def test_what_cannot_be_made_ready_harms_nothing(
    sample: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> Any:
        raise ZeroDivisionError

    def damaged() -> None:
        raise ValueError("a file's end is not there")

    unreadable = CurrentEdition(Library(tmp_path))
    monkeypatch.setattr(unreadable, "open", damaged)
    assert warm_up(ActivityMonitor(failing), unreadable) is None
    assert warm_up(ActivityMonitor(failing), CurrentEdition(Library(tmp_path))) is None, "there is no edition yet"
    sample.build(tmp_path, sample.EVERYTHING[1:2])
    assert warm_up(ActivityMonitor(failing), CurrentEdition(Library(tmp_path))) is not None


def test_readers_go_first() -> None:
    def quick(environ: Any, begin: Any) -> list[bytes]:
        return [str(environ["PATH_INFO"]).encode()]

    watched = ActivityMonitor(quick)
    watched.wait_until_idle()
    started = time.monotonic()
    assert watched({"PATH_INFO": "/healthz"}, print) == [b"/healthz"]
    assert watched.last_request < started, "who watches the server is no reader"
    assert watched({"PATH_INFO": "/en/"}, print) == [b"/en/"]
    watched.wait_until_idle(0.01)
    assert time.monotonic() < watched.last_request + IDLE_AFTER_S, "patience ends"
    watched.wait_until_idle()
    assert time.monotonic() >= watched.last_request + IDLE_AFTER_S

"""Fixtures of the portal: the sample library, built once, for Django's test client."""

import gzip
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import Mock

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import translation
from rich.console import Console

from direct_sandbox import DirectSandbox
from loading import loaded
from palermo.edition import Library, View, open_view
from palermo.pipeline.derived_artefacts import ensure_follow_up
from palermo.pipeline.progress import create_reporter
from palermo.portal.catalogues import compile_catalogues

plain_request = Client.request
INLINE_TAGS = "a|abbr|b|bdi|cite|code|del|i|input|ins|kbd|label|mark|q|select|button|small|span|svg|textarea|time"


def compact_request(client: Client, **request: Any) -> Any:
    """Return a client's response, its page without the whitespace that a browser does not show.

    So no test depends on the layout of templates.
    """
    response = plain_request(client, **request)
    if not isinstance(response, HttpResponse) or "text/html" not in response.headers.get("Content-Type", ""):
        return response
    packed = response.headers.get("Content-Encoding") == "gzip"
    page = gzip.decompress(response.content) if packed else response.content
    compacted = compact_html(page.decode()).encode()
    response.content = gzip.compress(compacted) if packed else compacted
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
    return response


def compact_html(page: str) -> str:
    """Remove indentation, whitespace next to block elements, and line breaks inside tags."""
    page = re.sub(r"\s+", " ", page)
    page = re.sub(rf"\s*(</?(?!(?:{INLINE_TAGS})\b)[a-z!][^>]*>)\s*", r"\1", page)
    return re.sub(r"\s+(/?>)", r"\1", page)


def _loaded(name: str) -> ModuleType:
    return loaded(f"portal_{name}", Path(__file__).with_name(f"{name}.py"))


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The module that makes the sample library."""
    return _loaded("sample_library")


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compiled translations."""
    folder = tmp_path_factory.mktemp("locale")
    compile_catalogues(folder)
    return folder


@pytest.fixture(scope="session")
def library(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds the sample edition; no test changes it."""
    folder = tmp_path_factory.mktemp("library")
    sample.build(folder)
    ensure_follow_up(Library(folder), use_embeddings=False, progress=create_reporter(Console(quiet=True)))
    return folder


@pytest.fixture(scope="module")
def view(library: Path) -> View:
    """The sample edition as the public may see it."""
    return open_view(Library(library))


@pytest.fixture(scope="package", autouse=True)
def shared_settings(catalogues: Path) -> Iterator[None]:
    """Settings that no test changes: setting LOCALE_PATHS anew makes Django load all catalogues again."""
    with override_settings(
        PALERMO_LIMITS={},
        PALERMO_HAS_MAIL_SERVER=True,
        PALERMO_MEANING=False,  # else a page on an appraisal has it made in this library
        LOCALE_PATHS=[catalogues],
        STATIC_ROOT=catalogues,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # Argon2 is slow on purpose
        STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
    ):
        yield


@pytest.fixture(autouse=True)
def portal(settings: LazySettings, library: Path, monkeypatch: pytest.MonkeyPatch) -> LazySettings:
    """Settings under which the portal serves the sample library, and makes each page when it is asked for."""
    monkeypatch.setattr("palermo.portal.services.response_cache.MAX_PACKED_BYTES", 0)
    monkeypatch.setattr("palermo.portal.entity_desk.proposals.Timer", Mock())
    monkeypatch.setattr(Client, "request", compact_request)
    monkeypatch.setattr("palermo.pipeline.stages.Sandbox", DirectSandbox)  # for uploads
    settings.PALERMO_LIBRARY = library
    translation.activate("en")
    return settings


@pytest.fixture
def own_library(portal: LazySettings, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample library that tests may write to; decisions are applied at once."""
    portal.PALERMO_LIBRARY = shutil.copytree(library, tmp_path / "library")
    monkeypatch.setattr("palermo.portal.services.current_edition.OVERLAY_INTERVAL_S", 0.0)
    return tmp_path / "library"


@pytest.fixture
def linked_library(portal: LazySettings, library: Path, tmp_path: Path) -> Path:
    """The sample library as links, beside which tests may write proposals and accounts."""
    for path in library.iterdir():
        if path.name not in {"entity-desk", "portal"}:
            (tmp_path / path.name).symlink_to(path)
    portal.PALERMO_LIBRARY = tmp_path
    return tmp_path


@pytest.fixture
def client_as(db: None) -> Callable[..., Client]:
    """A function that returns the client of a new person with a role, and with entities of a focal point."""
    from palermo.portal.accounts.models import Person

    def sign_in(role: str | None, entities: Iterable[str] = ()) -> Client:
        name = f"{role or 'nobody'}-{Person.objects.count()}@example.org"
        person = Person.objects.create_user(name, name)
        if role:
            person.roles.create(role=role)
        for entity in entities:
            person.entities.create(entity=entity)
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in

"""The portal over the sample library: built once, served to Django's test client."""

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from rich.console import Console

from loading import loaded
from palermo.edition import Library, View, open_view
from palermo.pipeline import create_reporter, ensure_follow_up
from palermo.portal.messages import compile_catalogues

INLINE_TAGS = "a|abbr|b|bdi|cite|code|del|i|input|ins|kbd|label|mark|q|select|button|small|span|svg|textarea|time"


class CompactClient(Client):
    """A client whose pages lack the whitespace that a browser does not show, so that no test depends on it."""

    def request(self, **request: Any) -> Any:
        """Return the response with its page compacted."""
        response = super().request(**request)
        is_page = "text/html" in response.headers.get("Content-Type", "")
        if isinstance(response, HttpResponse) and is_page and "Content-Encoding" not in response.headers:
            response.content = compact_html(response.content.decode()).encode()
        return response


def compact_html(page: str) -> str:
    """Remove indentation, whitespace next to block elements, and line breaks inside tags."""
    page = re.sub(r"\s+", " ", page)
    page = re.sub(rf"\s*(</?(?!(?:{INLINE_TAGS})\b)[a-z!][^>]*>)\s*", r"\1", page)
    return re.sub(r"\s+(/?>)", r"\1", page)


@pytest.fixture
def client() -> Client:
    """A client of the portal."""
    return CompactClient()


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


@pytest.fixture
def view(library: Path) -> View:
    """The sample edition as the public may see it."""
    return open_view(Library(library))


@pytest.fixture(autouse=True)
def portal(settings: LazySettings, library: Path, catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> LazySettings:
    """Settings under which the portal serves the sample library, and makes each page when it is asked for."""
    monkeypatch.setattr("palermo.portal.services.response_cache.MAX_PACKED_BYTES", 0)
    settings.PALERMO_LIBRARY = library
    settings.PALERMO_LIMITS = {}
    settings.PALERMO_MEANING = False  # else a page on an appraisal has it made in this library
    settings.LOCALE_PATHS = [catalogues]
    settings.STATIC_ROOT = catalogues
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    translation.activate("en")
    return settings

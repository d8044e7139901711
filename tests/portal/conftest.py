"""The portal over the sample library: built once, served to Django's test client."""

from pathlib import Path
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.utils import translation
from rich.console import Console

from loading import loaded
from palermo.edition import Library, View, open_view
from palermo.pipeline import create_reporter, ensure_follow_up
from palermo.portal.messages import compile_catalogues


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

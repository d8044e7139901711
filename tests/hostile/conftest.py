"""Fixtures that load the generators of good and hostile files."""

from pathlib import Path
from types import ModuleType

import pytest

from loading import loaded


def _loaded(name: str) -> ModuleType:
    return loaded(name, Path(__file__).parent / f"{name}.py")


@pytest.fixture(scope="session")
def good_files() -> ModuleType:
    return _loaded("good_files")


@pytest.fixture(scope="session")
def bombs() -> ModuleType:
    return _loaded("bombs")


@pytest.fixture(scope="session")
def mutations() -> ModuleType:
    return _loaded("mutations")

"""The makers of good and hostile files, loaded from beside this file."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


def _loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def good_files() -> ModuleType:
    return _loaded("good_files")


@pytest.fixture(scope="session")
def bombs() -> ModuleType:
    return _loaded("bombs")


@pytest.fixture(scope="session")
def mutations() -> ModuleType:
    return _loaded("mutations")

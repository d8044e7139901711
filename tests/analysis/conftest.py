"""Fixture of the shipped registry."""

import pytest

from palermo import registry
from palermo.registry import Registry


@pytest.fixture(scope="session")
def shipped() -> Registry:
    return registry.load_registry()

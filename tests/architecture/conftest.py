"""Fixture of all tests that read the syntax trees of the sources."""

import gc
from collections.abc import Iterator

import pytest

from architecture import test_code


@pytest.fixture(scope="package", autouse=True)
def syntax_trees() -> Iterator[None]:
    """Parse without the garbage collector, which would pass over the growing trees each time; drop them at the end."""
    gc.disable()
    yield
    test_code.parse_file.cache_clear()
    test_code.walk.cache_clear()
    gc.enable()

"""Fixtures of all commands: builds without the processes of sandboxes, and without embeddings on request."""

from collections.abc import Iterator

import pytest

from direct_sandbox import run_handlers_directly


@pytest.fixture(scope="module", autouse=True)
def direct_sandbox() -> Iterator[None]:
    """Read and extract in this process; `tests/pipeline` and `tests/test_distribution.py` build with sandboxes."""
    with run_handlers_directly():
        yield


@pytest.fixture
def without_embeddings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare no meanings, which costs each new library a second."""
    monkeypatch.setenv("PALERMO_MEANING", "0")

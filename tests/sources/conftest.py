"""Fixture of a collection context that records delays without waiting."""

from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.sources import Bounds, CollectContext, Downloads, Fetcher, Ledger, Urllib3Client


@pytest.fixture
def delays() -> list[float]:
    """Seconds that would have been waited."""
    return []


@pytest.fixture
def bounds() -> Bounds:
    """Small ones."""
    return Bounds(
        max_document_bytes=100_000,
        max_list_bytes=50_000,
        response_timeout_s=5.0,
        request_interval_s=0.0,
        max_members=20,
        max_sitemaps=5,
        max_parallel_requests_per_host=1,
    )


@pytest.fixture
def create_context_with(tmp_path: Path, delays: list[float]) -> Callable[[Bounds], CollectContext]:
    """A desk as a new run has it: what earlier runs kept is there."""

    def desk_of(bounds: Bounds) -> CollectContext:
        downloads = Downloads(tmp_path / "library/downloads")
        return CollectContext(
            ledger=Ledger(tmp_path / "library/downloads/ledger.jsonl"),
            downloads=downloads,
            fetcher=Fetcher(Urllib3Client(), downloads, bounds, delays.append),
            bounds=bounds,
            find_publisher={"UNODC": "unodc", "Lake Institute": "lake"}.get,
            document_suffixes=[".pdf", ".txt"],
            excluded_folders=[tmp_path / "library"],
            on_step=lambda words, total: None,
            on_document=lambda: None,
        )

    return desk_of


@pytest.fixture
def create_context(
    create_context_with: Callable[[Bounds], CollectContext], bounds: Bounds
) -> Callable[[], CollectContext]:
    """The same with the small bounds."""
    return lambda: create_context_with(bounds)

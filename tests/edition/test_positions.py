"""Tests of reading single statements from a bucket by document and position."""

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from palermo.edition.row_groups import RowGroupCache, read_statement_positions


def write(path: Path, *rows: tuple[str, int]) -> None:
    """A file whose groups hold two rows each."""
    documents, positions = zip(*rows, strict=True)
    table = pa.table({"document": documents, "position": pa.array(positions, pa.int32())})
    pq.write_table(table, path, row_group_size=2)


@pytest.mark.parametrize(
    ("document", "positions", "result"),
    [
        ("a", [0, 2], [("a", 0), ("a", 2)]),
        ("b", [1], [("b", 1)]),
        ("b", [7], []),
        ("ab", [0], []),
        ("a", [], []),
    ],
)
def test_rows_are_found_across_groups(
    tmp_path: Path, document: str, positions: list[int], result: list[tuple[str, int]]
) -> None:
    path = tmp_path / "00.parquet"
    write(path, ("a", 0), ("a", 1), ("a", 2), ("b", 0), ("b", 1))
    rows = read_statement_positions(path, document, positions).to_pylist()
    assert [(row["document"], row["position"]) for row in rows] == result


def test_a_file_that_was_made_anew_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "00.parquet"
    write(path, ("a", 0))
    assert read_statement_positions(path, "b", [3]).num_rows == 0
    write(path, ("a", 0), ("a", 1), ("b", 2), ("b", 3))
    os.utime(path, ns=(1, 1))
    assert read_statement_positions(path, "b", [3]).num_rows == 1


def test_groups_that_were_read_are_kept_within_their_bytes(tmp_path: Path) -> None:
    path = tmp_path / "00.parquet"
    write(path, *((f"{number:03}", 0) for number in range(80)))
    full = RowGroupCache()
    read_statement_positions(path, "000", [0], full)
    group_bytes = full.cached_bytes
    cache = RowGroupCache(max_bytes=5 * group_bytes)
    for number in range(80):
        assert read_statement_positions(path, f"{number:03}", [0], cache).num_rows == 1
    assert 0 < cache.cached_bytes <= 5 * group_bytes
    cache.set_max_bytes(2 * group_bytes)
    assert 0 < cache.cached_bytes <= 2 * group_bytes


def test_a_group_that_is_larger_than_the_cache_is_read_and_not_kept(tmp_path: Path) -> None:
    path, cache = tmp_path / "00.parquet", RowGroupCache(max_bytes=1)
    write(path, ("a", 0), ("a", 1))
    assert read_statement_positions(path, "a", [1], cache).num_rows == 1
    assert cache.cached_bytes == 0

"""Small tables of marks that spare a build work: lost or damaged ones cost time and nothing else."""

from pathlib import Path

from palermo.edition import files

type CachedRow = list[int | str | None]


def load_cached_rows(path: Path, length: int) -> dict[str, CachedRow]:
    """Read a table whose rows have so many marks; empty where it is missing or damaged."""
    rows = files.load_json_cache(path).items()
    return {name: marks for name, marks in rows if isinstance(marks, list) and len(marks) == length}

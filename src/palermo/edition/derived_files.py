"""Derived files of an edition, such as its search index, and the list of them in a store."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from palermo.edition.columns import TABLE_SCHEMAS
from palermo.edition.files import hash_file

DERIVED_LIST_FILE = "derived.json"
"""In an edition's folder in a store: the hash of each derived file, by its path within the folder."""


def hash_derived_files(folder: Path) -> dict[str, str]:
    """Return the hash of each derived file by its path within the edition's folder."""
    return {path.relative_to(folder).as_posix(): hash_file(path) for path in _iterate_files(folder)}


def parse_derived_list(content: bytes) -> Mapping[str, Mapping[str, str]]:
    """Return the files of a list with their hashes, by folder, without invalid entries and unsafe paths."""
    try:
        derived_list = json.loads(content)
    except ValueError:
        return {}
    derived: dict[str, dict[str, str]] = {}
    for place, sha256 in derived_list.items() if isinstance(derived_list, dict) else ():
        parts = Path(place).parts
        if len(parts) > 1 and _is_safe_path(place) and is_sha256(sha256):
            derived.setdefault(parts[0], {})["/".join(parts[1:])] = sha256
    return derived


def _is_safe_path(relative_path: str) -> bool:
    """Return True if a path is within the folder, and valid on disk."""
    return (
        relative_path.isprintable() and ".." not in Path(relative_path).parts and not Path(relative_path).is_absolute()
    )


def is_sha256(name: object) -> bool:
    """Return True if a name can be the SHA-256 of a file."""
    return isinstance(name, str) and len(name) == 64 and not set(name) - set("0123456789abcdef")


def _iterate_files(folder: Path) -> Iterator[Path]:
    for part in sorted(folder.iterdir()):
        if part.is_dir() and part.name not in TABLE_SCHEMAS and not part.name.startswith("."):
            yield from sorted(path for path in part.rglob("*") if path.is_file() and path.suffix != ".lock")

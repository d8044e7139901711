"""What is made of an edition beside its tables, such as its search index: which files, and the list of them."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from palermo.edition.columns import TABLE_SCHEMAS
from palermo.edition.files import hash_file

DERIVED_LIST_FILE = "derived.json"
"""Within an edition's folder in a store: the hash of each file, by its place within the folder."""


def hash_derived_files(folder: Path) -> dict[str, str]:
    """The hash of each file that was made of an edition, by its place in the edition's folder."""
    return {path.relative_to(folder).as_posix(): hash_file(path) for path in _iterate_files(folder)}


def parse_derived_list(content: bytes) -> Mapping[str, Mapping[str, str]]:
    """By folder the files of a list, each with its hash; what is no list, or leads out of the folder, is empty."""
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    found: dict[str, dict[str, str]] = {}
    for place, sha256 in told.items() if isinstance(told, dict) else ():
        parts = Path(place).parts
        if len(parts) > 1 and _is_safe_path(place) and is_sha256(sha256):
            found.setdefault(parts[0], {})["/".join(parts[1:])] = sha256
    return found


def _is_safe_path(relative_path: str) -> bool:
    """Whether a place is within the folder, and one that a disk can have."""
    return (
        relative_path.isprintable() and ".." not in Path(relative_path).parts and not Path(relative_path).is_absolute()
    )


def is_sha256(name: object) -> bool:
    """Whether that can be the hash of a file's bytes."""
    return isinstance(name, str) and len(name) == 64 and not set(name) - set("0123456789abcdef")


def _iterate_files(folder: Path) -> Iterator[Path]:
    for part in sorted(folder.iterdir()):
        if part.is_dir() and part.name not in TABLE_SCHEMAS and not part.name.startswith("."):
            yield from sorted(path for path in part.rglob("*") if path.is_file() and path.suffix != ".lock")

"""Names that people give to editions, such as that of the mapping round that an edition closes.

A name is reserved first; the next build gives it to the edition that it compiles. Writers of all processes take turns.
"""

import json
from collections.abc import Iterable, Mapping

from palermo.edition.files import lock_file, open_atomic
from palermo.edition.library import Library

NAMES_FILE = "edition-names.json"
LOCK_FILE = ".edition-names.lock"


def load_edition_names(library: Library) -> Mapping[str, str]:
    """Return ids of editions by name; nothing where the file is missing or is not what it was."""
    return {name: id for name, id in _load_names(library).items() if id}


def list_reserved_names(library: Library) -> tuple[str, ...]:
    """Return the names that wait for the edition of the next build."""
    return tuple(sorted(name for name, id in _load_names(library).items() if not id))


def reserve_edition_name(library: Library, name: str) -> None:
    """Reserve a name for the edition of the next build, unless an edition has it; raises OSError."""
    with lock_file(library.path / LOCK_FILE):
        _save_names(library, {name: ""} | _load_names(library))


def name_edition(library: Library, names: Iterable[str], edition_id: str) -> None:
    """Give an edition names, under which it is opened and by which it is kept; raises OSError."""
    with lock_file(library.path / LOCK_FILE):
        _save_names(library, _load_names(library) | dict.fromkeys(names, edition_id))


def _load_names(library: Library) -> dict[str, str]:
    """Return ids by name; the id of a reserved name is empty."""
    try:
        names = json.loads((library.path / NAMES_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(id) for name, id in names.items()} if isinstance(names, dict) else {}


def _save_names(library: Library, names: Mapping[str, str]) -> None:
    with open_atomic(library.path / NAMES_FILE) as file:
        file.write(json.dumps(names, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n")

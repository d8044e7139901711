"""Names that people give to editions, such as that of the mapping round that an edition closes."""

import json
from collections.abc import Mapping

from palermo.edition.files import open_atomic
from palermo.edition.library import Library

NAMES_FILE = "edition-names.json"


def load_edition_names(library: Library) -> Mapping[str, str]:
    """Return ids of editions by name; nothing where the file is missing or is not what it was."""
    try:
        names = json.loads((library.path / NAMES_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(id) for name, id in names.items()} if isinstance(names, dict) else {}


def name_edition(library: Library, name: str, edition_id: str) -> None:
    """Give an edition a name, under which it is opened and by which it is kept; raises OSError."""
    names = dict(load_edition_names(library)) | {name: edition_id}
    with open_atomic(library.path / NAMES_FILE) as file:
        file.write(json.dumps(names, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n")

"""What changed in the vocabulary and when, as `history.yaml` records it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from palermo.vocabulary.yaml_rows import YamlRow, parse_rows

HISTORY_FILE = "history.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyChange:
    """One change of the vocabulary."""

    date: date
    note: str
    added: tuple[str, ...]
    """Ids of concepts; likewise the next two."""
    changed: tuple[str, ...]
    removed: tuple[str, ...]


@lru_cache(maxsize=1)
def load_changes() -> tuple[VocabularyChange, ...]:
    """Return all changes, oldest first; raises RegistryInvalid with the line of a wrong row."""
    text = (files("palermo.vocabulary") / HISTORY_FILE).read_text(encoding="utf-8")
    changes = (row.build(VocabularyChange, date=_parse_day(row)) for row in parse_rows(text, HISTORY_FILE))
    return tuple(sorted(changes, key=lambda item: item.date))


def _parse_day(row: YamlRow) -> date:
    text = row.get_text("date")
    try:
        return date.fromisoformat(text)
    except ValueError:
        row.raise_error("date", f"{text!r} is no date", "Write it as 2026-11-24")


def group_by_concept() -> Mapping[str, tuple[VocabularyChange, ...]]:
    """Return the changes of each concept by its id, oldest first."""
    by_concept: dict[str, list[VocabularyChange]] = {}
    for change in load_changes():
        for id in dict.fromkeys((*change.added, *change.changed, *change.removed)):
            by_concept.setdefault(id, []).append(change)
    return {id: tuple(changes) for id, changes in by_concept.items()}

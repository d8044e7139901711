"""What a document has named before a passage: instruments, short names, acronyms, entities."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from palermo.statements import Passage
from palermo.vocabulary.organs import normalise_number


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNotes:
    """References of a document, in reading order."""

    instruments: Mapping[str, Sequence[tuple[int, str | None]]] = field(default_factory=dict)
    """Ordinal and id of each named text by head word; the id is None if the registry does not have the text."""
    definitions: Mapping[str, str] = field(default_factory=dict)
    """Ids of texts that the document defines in brackets as "the Protocol", by head word."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Symbols of resolutions that are cited with their organ, by number."""
    acronyms: Mapping[str, str] = field(default_factory=dict)
    """Full names by the acronym that the document defines for them."""
    entities: Sequence[tuple[int, str]] = ()
    """Ordinal and id of each named entity."""


class DocumentContext:
    """A document's references, collected on first use: most statements need none."""

    def __init__(self, passages: Sequence[Passage], take_notes: Callable[[Sequence[Passage]], DocumentNotes]) -> None:
        self._passages = passages
        self._take = take_notes

    @cached_property
    def notes(self) -> DocumentNotes:
        """The references, collected once."""
        return self._take(self._passages)

    def get_text(self, passage: str | None) -> str:
        """Return the text of a passage; empty for one of another document."""
        found = self._passages_by_id.get(passage or "")
        return found.text if found else ""

    @cached_property
    def _passages_by_id(self) -> Mapping[str, Passage]:
        return {passage.id: passage for passage in self._passages}

    def find_instrument(self, head_word: str, passage: str | None) -> str | None:
        """Return the text that "the Protocol" refers to: as defined, else the last named; None if unclear."""
        if defined := self.notes.definitions.get(head_word):
            return defined
        named = self.notes.instruments.get(head_word, ())
        event_count = bisect_left(named, self._compute_ordinal_bound(passage), key=lambda event: event[0])
        return named[event_count - 1][1] if event_count else None

    def find_symbol(self, number: str) -> str | None:
        """Return the symbol of a resolution that the document cites elsewhere with its organ."""
        return self.notes.numbers.get(normalise_number(number))

    def find_full_name(self, acronym: str) -> str | None:
        """Return the full name of an acronym that the document defines."""
        return self.notes.acronyms.get(acronym)

    def list_entities_before(self, passage: str | None) -> list[str]:
        """Return the ids of the entities named up to and including a passage, the last first."""
        named = self.notes.entities
        count = bisect_left(named, self._compute_ordinal_bound(passage), key=lambda event: event[0])
        return [id for _, id in reversed(named[:count])]

    def _compute_ordinal_bound(self, passage: str | None) -> int:
        """Return the ordinal after the passage's own: names in the passage itself are included."""
        found = self._passages_by_id.get(passage or "")
        return (found.ordinal if found else len(self._passages)) + 1

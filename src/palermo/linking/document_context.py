"""What a document has said before a passage: instruments, how it calls them, acronyms, entities."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from palermo.statements import Passage
from palermo.vocabulary.organs import normalise_number


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNotes:
    """What was noted while a document was read once, in its order."""

    instruments: Mapping[str, Sequence[tuple[int, str | None]]] = field(default_factory=dict)
    """Head word -> ordinal and id of each text so called; None for one that the registry does not know."""
    definitions: Mapping[str, str] = field(default_factory=dict)
    """Head word -> id, where the document itself says in brackets what "the Protocol" is."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Number -> symbol of each resolution that was cited with its organ."""
    acronyms: Mapping[str, str] = field(default_factory=dict)
    """Acronym -> the full name that it was introduced for."""
    entities: Sequence[tuple[int, str]] = ()
    """Ordinal and id of each entity that was named."""


class DocumentContext:
    """A document's notes, taken when they are first asked for: most statements ask for none."""

    def __init__(self, passages: Sequence[Passage], take_notes: Callable[[Sequence[Passage]], DocumentNotes]) -> None:
        self._passages = passages
        self._take = take_notes

    @cached_property
    def notes(self) -> DocumentNotes:
        """What the document says, read once."""
        return self._take(self._passages)

    @cached_property
    def _ordinals(self) -> Mapping[str, int]:
        return {passage.id: passage.ordinal for passage in self._passages}

    def find_instrument(self, head_word: str, passage: str | None) -> str | None:
        """What "the Protocol" is at a passage: as defined, else the last one named before it; None if neither."""
        if defined := self.notes.definitions.get(head_word):
            return defined
        named = self.notes.instruments.get(head_word, ())
        before = bisect_left(named, self._compute_ordinal_bound(passage), key=lambda event: event[0])
        return named[before - 1][1] if before else None

    def find_symbol(self, number: str) -> str | None:
        """The symbol of a resolution that the document has cited with its organ elsewhere."""
        return self.notes.numbers.get(normalise_number(number))

    def find_full_name(self, acronym: str) -> str | None:
        """The full name for which the document has introduced an acronym."""
        return self.notes.acronyms.get(acronym)

    def list_entities_before(self, passage: str | None) -> list[str]:
        """Ids of the entities named up to a passage, the last first."""
        named = self.notes.entities
        return [
            id
            for _, id in reversed(named[: bisect_left(named, self._compute_ordinal_bound(passage), key=lambda e: e[0])])
        ]

    def _compute_ordinal_bound(self, passage: str | None) -> int:
        """One past the passage's own place: what a passage names itself counts as said."""
        ordinal = self._ordinals.get(passage or "")
        return ordinal + 1 if ordinal is not None else len(self._passages) + 1

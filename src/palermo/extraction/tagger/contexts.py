"""What a passage stands in: title, headings, the introduction of its list, and the passage before it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palermo.statements import Passage, PassageKind

MAX_INTRODUCTION_DISTANCE = 20
"""Passages between an introduction that ends with a colon, or its last item, and a passage that it may introduce."""
MAX_TITLE_DISTANCE = 10
"""Passages from the beginning of a document within which the first heading is taken for its title."""
_LAST_NUMBER = re.compile(r"(?:\d+|[a-z]+)(?=\W*$)")
_COLON = re.compile(r"[:：]\s*[-–—]?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageContext:
    """Texts around a passage that its statements may rest on; empty where there are none."""

    title: str = ""
    headings: tuple[str, ...] = ()
    introduction: str = ""
    introduction_id: str | None = None
    previous: str = ""
    previous_id: str | None = None


def iter_passage_contexts(passages: Iterable[Passage], title: str = "") -> Iterator[tuple[Passage, PassageContext]]:
    """Yield each passage of a document, in its order, with its context.

    Where no title is given, it is the first heading. The introduction is the last passage since the heading that ends
    with a colon; for a list item without one, the last passage that is no item. A list keeps its introduction to its
    end, also below an item that introduces a list of its own; after a paragraph, a numbered item continues a numbered
    list only with a later number, unless its introduction is that of sections with a list each.
    """
    passages = tuple(passages)
    title = title or next(
        (passage.text for passage in passages[:MAX_TITLE_DISTANCE] if passage.kind is PassageKind.HEADING), ""
    )
    introductions = _IntroductionStack()
    before_items: Passage | None = None
    previous: Passage | None = None
    for number, passage in enumerate(passages):
        if passage.kind is PassageKind.HEADING:
            introductions.clear()
            before_items = previous = None
            yield passage, PassageContext(title=title, headings=passage.headings)
            continue
        introduced = introductions.find(passage, number)
        if introduced is None and passage.kind is PassageKind.ITEM:
            introduced = before_items
        before = previous if previous is not introduced else None
        context = PassageContext(
            title=title,
            headings=passage.headings,
            introduction=introduced.text if introduced else "",
            introduction_id=introduced.id if introduced else None,
            previous=before.text if before else "",
            previous_id=before.id if before else None,
        )
        yield passage, context
        if _COLON.search(passage.text):
            introductions.push(passage, number)
        introductions.note(passage)
        if passage.kind is not PassageKind.ITEM:
            before_items = passage
        previous = passage


class _IntroductionStack:
    """Passages that end with a colon, innermost last, each with the position of the last item it introduces."""

    def __init__(self) -> None:
        self._open: list[tuple[Passage, int]] = []
        self._last_item: Passage | None = None
        self._is_interrupted = False
        self._first_distance = 0

    def clear(self) -> None:
        self._open.clear()
        self._last_item = None
        self._first_distance = 0

    def note(self, passage: Passage) -> None:
        """Remember the last numbered item, and whether a paragraph is between it and the next passage."""
        self._is_interrupted = passage.kind is not PassageKind.ITEM
        if passage.kind is PassageKind.ITEM and passage.paragraph:
            self._last_item = passage

    def push(self, passage: Passage, place: int) -> None:
        """Open a list; one that begins in running text ends those before it."""
        if passage.kind is not PassageKind.ITEM:
            self.clear()
        self._open.append((passage, place))

    def find(self, passage: Passage, place: int) -> Passage | None:
        """Return what introduces a passage: an item that continues an outer list ends the inner ones."""
        is_numbered = passage.kind is PassageKind.ITEM and bool(passage.paragraph)
        if is_numbered and self._open:
            self._first_distance = self._first_distance or place - self._open[0][1]
        if is_numbered and self._last_item and self._is_new_list(self._last_item, passage):
            self.clear()
        while len(self._open) > 1 and _is_next_sibling(self._open[-1][0], passage):
            self._open.pop()
        if not self._open or place - self._open[-1][1] > MAX_INTRODUCTION_DISTANCE:
            return None
        if passage.kind is PassageKind.ITEM:
            self._open[-1] = (self._open[-1][0], place)
        return self._open[-1][0]

    def _is_new_list(self, last_item: Passage, passage: Passage) -> bool:
        """Return whether an item after a paragraph begins another list than that of the introduction."""
        has_sections = self._first_distance > 1
        return self._is_interrupted and not has_sections and not _is_later(last_item, passage)


def _is_next_sibling(item: Passage, passage: Passage) -> bool:
    """Return whether a printed number comes after an item's: 5 after 4, (c) after (b)."""
    return item.kind is PassageKind.ITEM and _count_steps(item, passage) == 1


def _is_later(item: Passage, passage: Passage) -> bool:
    """Return whether a printed number is one of the same list after an item's: 7 after 4, but not 23.1 after (b)."""
    return _count_steps(item, passage) > 0


def _count_steps(item: Passage, passage: Passage) -> int:
    """Return by how much a printed number is greater than an item's; 0 if they are not of one list."""
    if not item.paragraph or not passage.paragraph:
        return 0
    previous_number, number = _LAST_NUMBER.search(item.paragraph), _LAST_NUMBER.search(passage.paragraph)
    if not previous_number or not number:
        return 0
    if item.paragraph[: previous_number.start()] != passage.paragraph[: number.start()]:
        return 0
    if previous_number[0].isdigit() and number[0].isdigit():
        return int(number[0]) - int(previous_number[0])
    is_letter = len(previous_number[0]) == len(number[0]) == 1
    return ord(number[0]) - ord(previous_number[0]) if is_letter else 0

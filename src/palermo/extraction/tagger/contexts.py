"""What a passage stands in: title, headings, the introduction of its list, and the passage before it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palermo.statements import Passage, PassageKind

MAX_INTRODUCTION_DISTANCE = 20
"""Passages between an introduction that ends with a colon and the last item that it may introduce."""
MAX_TITLE_DISTANCE = 10
"""Passages from the beginning of a document within which the first heading is taken for its title."""
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
    with a colon; for a list item without one, the last passage that is no item.
    """
    passages = tuple(passages)
    title = title or next((one.text for one in passages[:MAX_TITLE_DISTANCE] if one.kind is PassageKind.HEADING), "")
    introduction: tuple[Passage, int] | None = None
    before_items: Passage | None = None
    previous: Passage | None = None
    for number, passage in enumerate(passages):
        if passage.kind is PassageKind.HEADING:
            introduction = before_items = previous = None
            yield passage, PassageContext(title=title, headings=passage.headings)
            continue
        introduced = introduction[0] if introduction and number - introduction[1] <= MAX_INTRODUCTION_DISTANCE else None
        if introduced is None and passage.kind is PassageKind.ITEM:
            introduced = before_items
        yield (
            passage,
            PassageContext(
                title=title,
                headings=passage.headings,
                introduction=introduced.text if introduced else "",
                introduction_id=introduced.id if introduced else None,
                previous=previous.text if previous and previous is not introduced else "",
                previous_id=previous.id if previous and previous is not introduced else None,
            ),
        )
        if _COLON.search(passage.text):
            introduction = passage, number
        if passage.kind is not PassageKind.ITEM:
            before_items = passage
        previous = passage

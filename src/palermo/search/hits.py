"""Rows as hits: what is kept of them, why they were found, and the Works that they are of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from palermo.edition import View
from palermo.search.answers import Group, Hit, Why
from palermo.search.asked import Asked
from palermo.search.fields import Place
from palermo.search.marks import Marker, printed
from palermo.search.ranking import Ranked
from palermo.search.stored import Stored
from palermo.statements import Document

SHOWN: Final = 3
"""Hits of a Work that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Rows that were found, best first, and what is known of them."""

    ranked: Sequence[Ranked]
    cosines: Mapping[int, float]


class Finder:
    """Turns the rows of an index into hits of a view."""

    def __init__(self, view: View, stored: Stored) -> None:
        self._stored = stored
        shown = {one.id: one for one in view.documents()}
        self._documents = [shown.get(id) for id in stored.documents]

    def visible(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        """Those of documents that the view shows."""
        return [one for one, document in self._known(ranked) if document]

    def grouped(self, ranked: Sequence[Ranked]) -> list[list[Ranked]]:
        """Visible rows by Work, in the order of their best; the same words count once in a Work."""
        works: dict[str, dict[int, Ranked]] = {}
        hashes = self._stored.hash_of[_rows(ranked)].tolist()
        for (one, document), hash in zip(self._known(ranked), hashes, strict=True):
            if document:
                works.setdefault(document.work, {}).setdefault(hash, one)
        return [list(held.values()) for held in works.values()]

    def _known(self, ranked: Sequence[Ranked]) -> list[tuple[Ranked, Document | None]]:
        numbers = self._stored.document_of[_rows(ranked)].tolist()
        return [(one, self._documents[number]) for one, number in zip(ranked, numbers, strict=True)]

    def groups(self, rows: Sequence[Sequence[Ranked]], found: Found, asked: Asked, language: str) -> list[Group]:
        """Groups of rows as they are shown, with their words marked."""
        shown = None if "document" in asked.filters else SHOWN
        marker = Marker(asked, language)
        made = []
        for held in rows:
            hits = [self._hit(one, found, marker, language) for one in held[:shown]]
            made.append(Group(document=hits[0].document, hits=tuple(hits), more=len(held) - len(hits)))
        return made

    def hits(self, ranked: Sequence[Ranked], found: Found, asked: Asked, language: str) -> list[Hit]:
        """Hits of visible rows, in their order, with their words marked."""
        marker = Marker(asked, language)
        return [self._hit(one, found, marker, language) for one in self.visible(ranked)]

    def _hit(self, one: Ranked, found: Found, marker: Marker, language: str) -> Hit:
        id, _, page, paragraph, kind, headings, own, text, places = self._stored.record(one.row)
        document = self._documents[self._stored.document_of[one.row]]
        assert document is not None
        marks, every = marker.marked(text, own)
        return Hit(
            id=id,
            document=document,
            page=page,
            paragraph=paragraph,
            kind=kind,
            headings=tuple(headings or ()),
            language=own,
            text=text,
            marks=marks,
            statements=tuple(Place(id=i, kind=k, start=s, end=e) for i, k, s, e in places),
            score=one.score,
            why=Why(
                words=printed(text, marks),
                every=every,
                cosine=found.cosines.get(one.row),
                other_language=own != language,
            ),
        )


def _rows(ranked: Sequence[Ranked]) -> npt.NDArray[np.int64]:
    return np.array([one.row for one in ranked], dtype=np.int64)

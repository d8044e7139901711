"""Rows as hits: what is kept of them, why they were found, and the Works that they are of."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from palermo.edition import View
from palermo.search.answers import Group, Hit, Why
from palermo.search.asked import Asked
from palermo.search.fields import Place
from palermo.search.marks import Marker, printed
from palermo.search.ranking import Rows, Scored
from palermo.search.stored import Stored

SHOWN: Final = 3
"""Hits of a Work that are shown."""

type Ranked = tuple[int, float]
"""A row and its score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Rows that were found, best first, and what is known of them."""

    ranked: Scored
    cosines: Mapping[int, float]


class Finder:
    """Turns the rows of an index into hits of a view."""

    def __init__(self, view: View, stored: Stored) -> None:
        self._stored = stored
        shown = {one.id: one for one in view.documents()}
        self._documents = [shown.get(id) for id in stored.documents]
        works: dict[str, int] = {}
        numbers = [works.setdefault(one.work, len(works)) if one else -1 for one in self._documents]
        self._work_of = np.array(numbers or [-1], dtype=np.int64)
        """Number of each document's Work; -1 for a document that the view does not show."""

    def grouped(self, ranked: Scored) -> list[list[Ranked]]:
        """Visible rows by Work, in the order of their best; the same words count once in a Work."""
        works: defaultdict[int, list[Ranked]] = defaultdict(list)
        said = set()
        of_work, hashes = self._works(ranked.rows).tolist(), self._stored.hash_of[ranked.rows].tolist()
        for one, place in zip(_pairs(ranked), zip(of_work, hashes, strict=True), strict=True):
            if place[0] >= 0 and place not in said:
                said.add(place)
                works[place[0]].append(one)
        return list(works.values())

    def _works(self, rows: Rows) -> Rows:
        found: Rows = self._work_of[self._stored.document_of[rows]]
        return found

    def groups(self, rows: Sequence[Sequence[Ranked]], found: Found, asked: Asked, language: str) -> list[Group]:
        """Groups of rows as they are shown, with their words marked."""
        shown = None if "document" in asked.filters else SHOWN
        marker = Marker(asked, language)
        made = []
        for held in rows:
            hits = [self._hit(one, found, marker, language) for one in held[:shown]]
            made.append(Group(document=hits[0].document, hits=tuple(hits), more=len(held) - len(hits)))
        return made

    def hits(self, ranked: Scored, found: Found, asked: Asked, language: str) -> list[Hit]:
        """Hits of visible rows, in their order, with their words marked."""
        marker = Marker(asked, language)
        visible = ranked.part(self._works(ranked.rows) >= 0)
        return [self._hit(one, found, marker, language) for one in _pairs(visible)]

    def _hit(self, one: Ranked, found: Found, marker: Marker, language: str) -> Hit:
        row, score = one
        id, _, page, paragraph, kind, headings, own, text, places = self._stored.record(row)
        document = self._documents[self._stored.document_of[row]]
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
            score=score,
            why=Why(
                words=printed(text, marks),
                every=every,
                cosine=found.cosines.get(row),
                other_language=own != language,
            ),
        )


def _pairs(ranked: Scored) -> Iterator[Ranked]:
    return zip(ranked.rows.tolist(), ranked.scores.tolist(), strict=True)

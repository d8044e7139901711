"""Rows as hits: what is kept of them, why they were found, and the Works that they are of."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Final

from palermo.edition import View
from palermo.search.answers import Group, Hit, Why
from palermo.search.asked import Asked
from palermo.search.fields import Place
from palermo.search.lexical import Lexical
from palermo.search.marks import Marker, printed
from palermo.search.ranking import Ranked
from palermo.statements import Document

SHOWN: Final = 3
"""Hits of a Work that are shown."""


class Finder:
    """Turns the rows of an index into hits of a view."""

    def __init__(self, view: View, lexical: Lexical) -> None:
        self._lexical = lexical
        self._documents = {one.id: one for one in view.documents()}

    def hits(
        self,
        ranked: Sequence[Ranked],
        asked: Asked,
        language: str,
        exact: Container[int],
        cosines: Mapping[int, float],
    ) -> list[Hit]:
        """Hits of rows, in their order, without marks; one of a document that the view does not show is left out."""
        records = self._lexical.records([one.row for one in ranked])
        found = []
        for one in ranked:
            id, document, page, paragraph, kind, headings, own, text, places = records[one.row]
            if document in self._documents:
                found.append(
                    Hit(
                        id=id,
                        document=self._documents[document],
                        page=page,
                        paragraph=paragraph,
                        kind=kind,
                        headings=tuple(headings or ()),
                        language=own,
                        text=text,
                        marks=(),
                        statements=tuple(Place(id=i, kind=k, start=s, end=e) for i, k, s, e in places),
                        score=one.score,
                        why=Why(
                            words=(),
                            every=one.row in exact,
                            cosine=cosines.get(one.row),
                            other_language=own != language,
                        ),
                    )
                )
        return found

    def mark(self, hit: Hit, asked: Asked, language: str) -> Hit:
        """A hit with its words marked."""
        return _marked(hit, Marker(asked, language))

    def marked(self, groups: Sequence[Group], asked: Asked, language: str) -> list[Group]:
        """Groups with all their hits marked."""
        marker = Marker(asked, language)
        return [replace(one, hits=tuple(_marked(hit, marker) for hit in one.hits)) for one in groups]


def grouped(hits: Sequence[Hit], shown: int = SHOWN) -> list[Group]:
    """Hits by Work, in the order of their best, at most `shown` of each; the same words count once in a Work."""
    works: dict[str, list[Hit]] = {}
    for hit in hits:
        held = works.setdefault(hit.document.work, [])
        if all(one.text != hit.text for one in held):
            held.append(hit)
    return [
        Group(document=_first(held), hits=tuple(held[:shown]), more=max(0, len(held) - shown))
        for held in works.values()
    ]


def _first(hits: Sequence[Hit]) -> Document:
    return hits[0].document


def _marked(hit: Hit, marker: Marker) -> Hit:
    marks = marker.marks(hit.text)
    return replace(hit, marks=marks, why=replace(hit.why, words=printed(hit.text, marks)))

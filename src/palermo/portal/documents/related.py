"""Documents that are about the same, in any language, each with what they share."""

from collections.abc import Iterator
from dataclasses import dataclass

from palermo.analysis import Kinship, tags_of
from palermo.edition import View
from palermo.portal.editions.current import Open
from palermo.statements import Document

TAGS = ("themes", "exploitation", "interventions", "groups")
LIMIT = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A document of another Work, and the words or instruments that both are about."""

    document: Document
    concepts: tuple[str, ...]
    """Ids of the vocabulary."""
    instruments: tuple[str, ...]
    """Registry ids, or symbols as printed."""


def related(served: Open, document: Document) -> list[Related]:
    """The nearest Works, the nearest first; of each the document that stands for it."""
    kinship = served.kept.get("kinship", lambda: Kinship(tags_of(_rows(served.view))))
    works = served.kept.get("works", lambda: {one.work: one for one in served.shelf.works})
    return [
        Related(
            document=works[one.work],
            concepts=tuple(tag.removeprefix("about:") for tag in one.shares if tag.startswith("about:")),
            instruments=tuple(tag.removeprefix("cites:") for tag in one.shares if tag.startswith("cites:")),
        )
        for one in kinship.nearest(document.work, LIMIT)
        if one.work in works
    ]


def _rows(view: View) -> Iterator[tuple[str, list[str]]]:
    """Each statement's Work and tags."""
    work_of = {one.id: one.work for one in view.documents()}
    for row in view.table(["document", "instruments", *TAGS]).to_pylist():
        tags = [f"about:{id}" for name in TAGS for id in row[name] or ()]
        tags += [f"cites:{cited['id']}" for cited in row["instruments"] or () if cited["id"]]
        yield work_of[row["document"]], tags

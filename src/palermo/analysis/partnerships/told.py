"""Ties that documents tell: partners of a statement, bodies that act in one statement, publishers of one Work."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from palermo.analysis.partnerships.evidence import Evidence, EvidenceKind
from palermo.analysis.partnerships.houses import Pair, pair
from palermo.analysis.partnerships.parties import Parties
from palermo.linking.proposals import PROVISIONAL
from palermo.statements import Document, Kind, Nature

KINDS = (Kind.PARTNERSHIP, Kind.ACTIVITY, Kind.COMMITMENT)
"""Kinds of statement that tell of joint work; a recommendation asks for it, a mandate may only allow it."""
COLUMNS = ("id", "kind", "quote", "document", "actors", "partners", "years")
MOST = 40
"""Bodies of one statement that are tied to each other; a longer list is an annex of names."""


def told(table: pa.Table, documents: Mapping[str, Document], parties: Parties) -> Iterator[tuple[Pair, Evidence]]:
    """Ties that statements tell; the table has COLUMNS, of statements of KINDS."""
    for row in _of_several(table).to_pylist():
        document = documents[row["document"]]
        actors = _of_a_review(parties.of(row["actors"]), document)
        partners = [one for one in _of_a_review(parties.of(row["partners"]), document) if one not in actors]
        found = {pair(one, other) for one in actors for other in partners}
        printed = parties.of(_printed(row["actors"], row["quote"]), counted=False)
        found |= set(_side_by_side(_of_a_review(printed, document)))
        for two in sorted(found)[: MOST * MOST]:
            yield two, _evidence(row, document, len({*actors, *partners}))


def _printed(actors: Sequence[Mapping[str, Any]], quote: str) -> list[Mapping[str, Any]]:
    """Actors whose names the sentence prints: for whom `they` stands is told of no two of them together."""
    plain = " ".join(quote.split())
    return [one for one in actors if " ".join((one["name"] or "-").split()) in plain]


def _of_a_review(found: tuple[str, ...], document: Document) -> tuple[str, ...]:
    """In the review of a State, bodies that the registry does not know are taken for that State's."""
    return tuple(one for one in found if not (document.masthead.under_review and one.startswith(PROVISIONAL)))


def _of_several(table: pa.Table) -> pa.Table:
    """Rows that name partners, or more than one actor; one actor's name may be a list of names."""
    partnered = pc.greater(pc.list_value_length(table["partners"]), 0)
    several = pc.greater(pc.list_value_length(table["actors"]), 1)
    return table.filter(pc.or_(pc.fill_null(pc.or_(partnered, several), False), _listed(table["actors"])))


def _listed(actors: pa.ChunkedArray) -> pa.Array:
    """Whether the only actor's name reads as a list, `IOM and UNHCR`."""
    names = pc.list_element(pc.if_else(pc.greater(pc.list_value_length(actors), 0), actors, None), 0)
    return pc.fill_null(
        pc.match_substring_regex(pc.struct_field(names, "name"), r",|;| and | et | y | и |和|与|،"), False
    )


def _side_by_side(actors: tuple[str, ...]) -> Iterable[Pair]:
    return (pair(one, other) for one, other in combinations(actors[:MOST], 2))


def _evidence(row: Mapping[str, Any], document: Document, bodies: int) -> Evidence:
    """Its years are those that it states, up to its document's, else that; a tie that there is lasts to it."""
    cooperation = row["kind"] == Kind.PARTNERSHIP
    latest = document.year or max(row["years"] or (), default=0)
    years = [min(year, latest) for year in row["years"] or () if year]
    if document.year and (cooperation or not years):
        years.append(document.year)
    return Evidence(
        kind=EvidenceKind.COOPERATION if cooperation else EvidenceKind.ACTIVITY,
        shown="statement",
        id=row["id"],
        work=document.work,
        first=min(years, default=None),
        last=max(years, default=None),
        bodies=bodies,
    )


def published(
    documents: Iterable[Document], parties: Parties, held: Mapping[str, str]
) -> Iterator[tuple[Pair, Evidence]]:
    """Ties of documents with several publishers, once for each Work; digests of ours may tell of several works.

    held: registry id of the publication that a document is, or a digest of, by document id: those are left to it.
    """
    seen: set[str] = set()
    for document in documents:
        if document.work in seen or document.id in held or document.nature is Nature.DIGEST:
            continue
        seen.add(document.work)
        refs = [{"id": id, "name": id, "type": "entity"} for id in document.publishers]
        bodies = parties.of(refs) if len(refs) > 1 else ()
        for one, other in combinations(bodies, 2):
            yield (
                pair(one, other),
                Evidence(
                    kind=EvidenceKind.PUBLICATION,
                    shown="document",
                    id=document.id,
                    work=document.work,
                    first=document.year,
                    last=document.year,
                    bodies=len(bodies),
                ),
            )

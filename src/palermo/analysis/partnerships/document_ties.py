"""Ties from documents: partners or joint actors of a statement, and publishers of one Work."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from palermo.analysis.partnerships.affiliations import BodyPair, order_pair
from palermo.analysis.partnerships.evidence import EvidenceKind, TieEvidence
from palermo.analysis.partnerships.parties import PartyResolver
from palermo.languages.language_words import LanguageWords
from palermo.statements import PROVISIONAL_PREFIX, Document, Nature, StatementKind

STATEMENT_COLUMNS = ("id", "kind", "quote", "document", "actors", "partners", "years")
MAX_LISTED_BODIES = 40
"""Maximum bodies of a statement that are tied to each other; a longer list is an annex of names."""


def find_statement_ties(
    table: pa.Table, documents: Mapping[str, Document], parties: PartyResolver
) -> Iterator[tuple[BodyPair, TieEvidence]]:
    """Find the ties that statements report; `table` has STATEMENT_COLUMNS, for JOINT_WORK_KINDS only."""
    for row in _filter_joint_rows(table).to_pylist():
        document = documents[row["document"]]
        actors = _drop_reviewed_bodies(parties.resolve_refs(row["actors"]), document)
        partners = [
            item
            for item in _drop_reviewed_bodies(parties.resolve_refs(row["partners"]), document)
            if item not in actors
        ]
        pairs = {order_pair(actor, other) for actor in actors for other in partners}
        printed = parties.resolve_refs(_filter_printed_actors(row["actors"], row["quote"]), count_exclusions=False)
        pairs |= set(_pair_actors(_drop_reviewed_bodies(printed, document)))
        for body_pair in sorted(pairs)[: MAX_LISTED_BODIES * MAX_LISTED_BODIES]:
            yield body_pair, _build_evidence(row, document, len({*actors, *partners}))


def _filter_printed_actors(actors: Sequence[Mapping[str, Any]], quote: str) -> list[Mapping[str, Any]]:
    """Return the actors whose names the sentence prints; a pronoun is no evidence of joint work."""
    plain = " ".join(quote.split())
    return [actor for actor in actors if " ".join((actor["name"] or "-").split()) in plain]


def _drop_reviewed_bodies(bodies: tuple[str, ...], document: Document) -> tuple[str, ...]:
    """Drop unknown bodies from the review of a State, because they are taken for the State's own."""
    return tuple(
        body for body in bodies if not (document.masthead.under_review and body.startswith(PROVISIONAL_PREFIX))
    )


def _filter_joint_rows(table: pa.Table) -> pa.Table:
    """Return rows with partners, with several actors, or with one whose name may be a list of names."""
    partnered = pc.greater(pc.list_value_length(table["partners"]), 0)
    several = pc.greater(pc.list_value_length(table["actors"]), 1)
    return table.filter(pc.or_(pc.fill_null(pc.or_(partnered, several), False), _is_name_list(table["actors"])))


def _is_name_list(actors: pa.ChunkedArray) -> pa.Array:
    """Return a mask of rows whose only actor has a name that reads as a list, such as `IOM and UNHCR`."""
    names = pc.list_element(pc.if_else(pc.greater(pc.list_value_length(actors), 0), actors, None), 0)
    pattern = LanguageWords("analysis").fill_template(r",|;|،|{parties.list_words}")
    return pc.fill_null(pc.match_substring_regex(pc.struct_field(names, "name"), pattern), False)


def _pair_actors(actors: tuple[str, ...]) -> Iterable[BodyPair]:
    return (order_pair(item, other) for item, other in combinations(actors[:MAX_LISTED_BODIES], 2))


def _build_evidence(row: Mapping[str, Any], document: Document, bodies: int) -> TieEvidence:
    """Build the evidence of a statement.

    Its years are those that it states, up to the year of its document, otherwise that year; cooperation that it states
    in the present lasts until then.
    """
    cooperation = row["kind"] == StatementKind.PARTNERSHIP
    latest = document.year or max(row["years"] or (), default=0)
    years = [min(year, latest) for year in row["years"] or () if year]
    if document.year and (cooperation or not years):
        years.append(document.year)
    return TieEvidence(
        kind=EvidenceKind.COOPERATION if cooperation else EvidenceKind.ACTIVITY,
        source_type="statement",
        id=row["id"],
        work=document.work,
        first=min(years, default=None),
        last=max(years, default=None),
        bodies=bodies,
    )


def find_publication_ties(
    documents: Iterable[Document], parties: PartyResolver, publication_ids: Mapping[str, str]
) -> Iterator[tuple[BodyPair, TieEvidence]]:
    """Find ties between the publishers of a document, once for each Work.

    Digests are omitted, because they may cover several works. `publication_ids` are registry ids by document id of
    documents that are, or digest, a publication of the registry; the registry's row is counted for these.
    """
    seen: set[str] = set()
    for document in documents:
        if document.work in seen or document.id in publication_ids or document.nature is Nature.DIGEST:
            continue
        seen.add(document.work)
        refs = [{"id": id, "name": id, "type": "entity"} for id in document.publishers]
        bodies = parties.resolve_refs(refs) if len(refs) > 1 else ()
        for item, other in combinations(bodies, 2):
            yield (
                order_pair(item, other),
                TieEvidence(
                    kind=EvidenceKind.PUBLICATION,
                    source_type="document",
                    id=document.id,
                    work=document.work,
                    first=document.year,
                    last=document.year,
                    bodies=len(bodies),
                ),
            )

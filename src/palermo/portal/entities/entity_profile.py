"""The profile of an entity: registry facts, its statements, statements addressed to it, and its mandate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from palermo import registry, vocabulary
from palermo.analysis import count_priorities, summarise_basis, summarise_evidence
from palermo.edition import FacetCount, Filters, View, build_filters
from palermo.portal.services.document_index import DocumentIndex
from palermo.portal.services.facet_labels import label_facet_value
from palermo.registry import Entity, Instrument, Provision
from palermo.statements import Document, Statement, StatementKind

MAX_PUBLICATIONS = 8
"""Publications on a profile; the list of publications has them all."""
MAX_DOCUMENTS = 6
"""Documents on a profile; the library has them all."""
MAX_TABLE_ROWS = 8
"""Rows of a table of themes, interventions or addressees."""
MAX_STATEMENTS = 3
"""Statements of a mandate, and of activities, on a profile; the list of its statements has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateBasis:
    """An instrument that establishes a mandate, with the provisions addressed to the entity."""

    instrument: Instrument
    provisions: tuple[Provision, ...]
    basis: bool
    """Whether the task rests on the instrument as a whole."""


def build_entity_profile(entity: Entity, view: View, index: DocumentIndex) -> dict[str, Any]:
    """Return the contents of an entity's profile, for its template."""
    about = registry.load_registry().get_profile(entity.id)
    documents = index.publisher_documents.get(entity.id, ())
    summary = _summarise_statements(entity.id, view)
    acting = view.find_statements(build_filters(actor=[entity.id]), limit=1).documents.values()
    evidence = summarise_evidence(documents, sum(act.statements for act in summary["acts"]), next(iter(acting), None))
    return {
        "entity": entity,
        "about": about,
        "rests": [_build_mandate_basis(instrument, entity.id) for instrument in about.instruments],
        "publications": [
            (publication, index.publication_documents.get(publication.id, ()))
            for publication in about.publications[:MAX_PUBLICATIONS]
        ],
        "documents": documents[:MAX_DOCUMENTS],
        "priorities": {scheme: rows[:MAX_TABLE_ROWS] for scheme, rows in count_priorities(about.publications).items()},
        "summary": summary,
        "basis": summarise_basis(
            about,
            index.publication_documents,
            evidence,
            view.manifest.date.year,
            [concept.id for concept in vocabulary.load_vocabulary().list_concepts("interventions")],
        ),
        "evidence": evidence,
    }


def _summarise_statements(id: str, view: View) -> dict[str, Any]:
    """Return the statements by (`acts`) and to (`addressed`) an entity: by kind, with their topics, and the first."""
    acts, addressed = build_filters(actor=[id]), build_filters(addressee=[id])
    acting, asking = view.count_facets(acts, ("kind", "theme")), view.count_facets(addressed, ("kind",))
    issued = view.count_facets(build_filters(actor=[id], kind=[StatementKind.RECOMMENDATION]), ("addressee",))
    return {
        "acts": acting["kind"],
        "addressed": asking["kind"],
        "themes": [(item.value, item.statements) for item in acting["theme"][:MAX_TABLE_ROWS]],
        "addressees": [
            (label_facet_value("addressee", item.value, item.name), item.value, item.statements)
            for item in issued["addressee"][:MAX_TABLE_ROWS]
        ],
        "issued": _count_kind(acting["kind"]),
        "received": _count_kind(asking["kind"]),
        "mandates": _list_first_statements(view, build_filters(actor=[id], kind=[StatementKind.MANDATE])),
        "activities": _list_first_statements(view, build_filters(actor=[id], kind=[StatementKind.ACTIVITY])),
        "active": _count_kind(acting["kind"], StatementKind.ACTIVITY),
    }


def _list_first_statements(view: View, filters: Filters) -> list[tuple[Statement, Document]]:
    return view.find_statements(filters, limit=MAX_STATEMENTS).rows


def _count_kind(kinds: Sequence[FacetCount], statement_kind: StatementKind = StatementKind.RECOMMENDATION) -> int:
    return sum(kind.statements for kind in kinds if kind.value == statement_kind)


def _build_mandate_basis(instrument: Instrument, id: str) -> MandateBasis:
    addressed = tuple(provision for provision in instrument.verified_provisions if id in provision.addressees)
    return MandateBasis(instrument=instrument, provisions=addressed, basis=id in instrument.entities)

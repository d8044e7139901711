"""Entity linking: printed names to registry ids, quotes to tags and citations, documents to Works.

In go the extracted statements of documents; out come linked statements, when an edition is compiled. Start reading at
`linker`; `works` groups documents, `deduplication` finds repeated statements.
"""

from palermo.linking.citations import extract_citations
from palermo.linking.context_builder import build_context
from palermo.linking.deduplication import DocumentStatements, assign_duplicates
from palermo.linking.entity_resolution import resolve_names
from palermo.linking.linker import LINKING_VERSION, link_document, link_statement
from palermo.linking.organisation_names import make_provisional_id
from palermo.linking.proposals import Proposal, propose_entities
from palermo.linking.publishers import link_publisher
from palermo.linking.sketches import Sketch, build_sketch
from palermo.linking.works import WorkCandidate, WorkPlacement, group_works

__all__ = [
    "LINKING_VERSION",
    "DocumentStatements",
    "Proposal",
    "Sketch",
    "WorkCandidate",
    "WorkPlacement",
    "assign_duplicates",
    "build_context",
    "build_sketch",
    "extract_citations",
    "group_works",
    "link_document",
    "link_publisher",
    "link_statement",
    "make_provisional_id",
    "propose_entities",
    "resolve_names",
]

"""Entity linking: printed names to registry ids, quotes to tags and citations, documents to Works.

In go the extracted statements of documents; out come linked statements, when an edition is compiled. Start reading at
`linker`; `works` groups documents, `deduplication` finds repeated statements.
"""

from palermo.linking.citations import extract_citations
from palermo.linking.context_builder import build_context
from palermo.linking.deduplication import DocumentStatements, assign_duplicates
from palermo.linking.entity_resolution import resolve_names
from palermo.linking.linker import link_document, link_statement
from palermo.linking.organisation_names import make_provisional_id
from palermo.linking.proposals import Proposal, propose_entities
from palermo.linking.publishers import link_publisher
from palermo.linking.sketches import Sketch, build_sketch
from palermo.linking.works import WorkCandidate, WorkPlacement, group_works
from palermo.source_version import SHARED_PATTERNS, compute_source_version

__all__ = [
    "DocumentStatements",
    "Proposal",
    "Sketch",
    "WorkCandidate",
    "WorkPlacement",
    "assign_duplicates",
    "build_context",
    "build_sketch",
    "compute_version",
    "extract_citations",
    "group_works",
    "link_document",
    "link_publisher",
    "link_statement",
    "make_provisional_id",
    "propose_entities",
    "resolve_names",
]


def compute_version() -> str:
    """Return the version of code and words, which changes whenever statements may be linked differently."""
    words = ("languages/*/linking.yaml", "languages/*/extraction.yaml")
    return compute_source_version("linking/**/*", *words, *SHARED_PATTERNS)

"""Editions: immutable, dated compilations of a library, read through views and exported as rows."""

from palermo.edition.artefact_store import (
    ArtefactFiles,
    ArtefactStore,
    InputFingerprint,
    InputSelection,
    compute_changed_share,
    compute_fingerprint,
    is_same_input,
)
from palermo.edition.buckets import BucketEntry, CompiledDocument, check_rows
from palermo.edition.columns import build_documents_table, build_statements_table, parse_documents
from palermo.edition.confirmed import ListedStatement, StatementSelection, mark_confirmed_rows
from palermo.edition.decision_log import DecisionLog, StoredDecision, open_decision_log
from palermo.edition.difference import EditionDifference, RecordChange, RecordChanges, compare_editions
from palermo.edition.document_log import DocumentDecisionLog, get_last_decision
from palermo.edition.edition_rows import PassageText
from palermo.edition.editions import (
    Edition,
    list_editions,
    list_reserved_names,
    load_edition_names,
    name_edition,
    reserve_edition_name,
)
from palermo.edition.entity_lines import (
    ENTITY_LINES_FILE,
    build_entity_lines_version,
    freeze_entity_lines,
    group_own_answers,
    list_current_rows,
    list_frozen_statements,
    read_entity_lines,
)
from palermo.edition.fact_selection import EvidenceCount, FactSelection
from palermo.edition.filters import (
    EVERY_COPY,
    NO_FILTERS,
    FacetCount,
    Filters,
    StatementPage,
    TextMatches,
    build_filters,
)
from palermo.edition.library import Library
from palermo.edition.manifest import Bucket, BucketFile, EditionCounts, Manifest, QuarantinedDocument
from palermo.edition.overlay import DECISIONS_VERSION, Overlay, get_watermark, group_by_document
from palermo.edition.remote_library import RemoteLibrary, open_library
from palermo.edition.row_groups import limit_cached_rows
from palermo.edition.unanchored import list_unanchored
from palermo.edition.verification import FileFault, VerificationResult, check_file_sizes, verify_edition
from palermo.edition.view import View
from palermo.edition.view_opener import NON_PUBLIC_VISIBILITIES, open_public_view, open_view
from palermo.edition.works import select_one_per_work
from palermo.edition.writer import EditionWriter

__all__ = [
    "DECISIONS_VERSION",
    "ENTITY_LINES_FILE",
    "EVERY_COPY",
    "NON_PUBLIC_VISIBILITIES",
    "NO_FILTERS",
    "ArtefactFiles",
    "ArtefactStore",
    "Bucket",
    "BucketEntry",
    "BucketFile",
    "CompiledDocument",
    "DecisionLog",
    "DocumentDecisionLog",
    "Edition",
    "EditionCounts",
    "EditionDifference",
    "EditionWriter",
    "EvidenceCount",
    "FacetCount",
    "FactSelection",
    "FileFault",
    "Filters",
    "InputFingerprint",
    "InputSelection",
    "Library",
    "ListedStatement",
    "Manifest",
    "Overlay",
    "PassageText",
    "QuarantinedDocument",
    "RecordChange",
    "RecordChanges",
    "RemoteLibrary",
    "StatementPage",
    "StatementSelection",
    "StoredDecision",
    "TextMatches",
    "VerificationResult",
    "View",
    "build_documents_table",
    "build_entity_lines_version",
    "build_filters",
    "build_statements_table",
    "check_file_sizes",
    "check_rows",
    "compare_editions",
    "compute_changed_share",
    "compute_fingerprint",
    "freeze_entity_lines",
    "get_last_decision",
    "get_watermark",
    "group_by_document",
    "group_own_answers",
    "is_same_input",
    "limit_cached_rows",
    "list_current_rows",
    "list_editions",
    "list_frozen_statements",
    "list_reserved_names",
    "list_unanchored",
    "load_edition_names",
    "mark_confirmed_rows",
    "name_edition",
    "open_decision_log",
    "open_library",
    "open_public_view",
    "open_view",
    "parse_documents",
    "read_entity_lines",
    "reserve_edition_name",
    "select_one_per_work",
    "verify_edition",
]

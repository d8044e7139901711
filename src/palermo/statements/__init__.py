"""The frozen types that every room speaks: documents, passages, statements, their ids and closed sets. No I/O."""

from palermo.statements.documents import LANGUAGES, RTL_LANGUAGES, Box, Document, Masthead, Passage, RecognisedPage
from palermo.statements.enums import (
    DocumentVersion,
    Nature,
    PassageKind,
    RefType,
    Response,
    ReviewStatus,
    StatementKind,
)
from palermo.statements.export_record import build_record
from palermo.statements.extraction_result import PRIVATE_SPAN_KINDS, Extraction, PrivateSpan, PrivateSpanKind
from palermo.statements.ids import (
    compute_document_id,
    compute_passage_id,
    compute_passage_id_from_folded,
    compute_statement_id,
    compute_work_id,
    hash_json,
    normalise_single_line,
    normalise_text,
)
from palermo.statements.serialisation import parse_private_span, parse_statement, to_dict
from palermo.statements.statement import (
    ROLE_SOURCES,
    TAGGER_METHOD_PREFIX,
    InstrumentRef,
    Locator,
    Reason,
    Ref,
    Statement,
    Support,
    build_locator,
)

__all__ = [
    "LANGUAGES",
    "PRIVATE_SPAN_KINDS",
    "ROLE_SOURCES",
    "RTL_LANGUAGES",
    "TAGGER_METHOD_PREFIX",
    "Box",
    "Document",
    "DocumentVersion",
    "Extraction",
    "InstrumentRef",
    "Locator",
    "Masthead",
    "Nature",
    "Passage",
    "PassageKind",
    "PrivateSpan",
    "PrivateSpanKind",
    "Reason",
    "RecognisedPage",
    "Ref",
    "RefType",
    "Response",
    "ReviewStatus",
    "Statement",
    "StatementKind",
    "Support",
    "build_locator",
    "build_record",
    "compute_document_id",
    "compute_passage_id",
    "compute_passage_id_from_folded",
    "compute_statement_id",
    "compute_work_id",
    "hash_json",
    "normalise_single_line",
    "normalise_text",
    "parse_private_span",
    "parse_statement",
    "to_dict",
]

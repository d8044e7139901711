"""The frozen types that every room speaks: documents, passages, statements, their ids and closed sets. No I/O."""

from palermo.statements.documents import LANGUAGES, Box, Document, Masthead, Passage, Recognised
from palermo.statements.extraction import PRIVATE_KINDS, Extraction, PrivateKind, PrivateSpan
from palermo.statements.ids import (
    digest,
    document_id,
    folded_passage_id,
    normalised,
    normalised_line,
    passage_id,
    statement_id,
    work_id,
)
from palermo.statements.kinds import Kind, Nature, PassageKind, RefType, Response, Status, Version
from palermo.statements.record import record
from palermo.statements.statement import (
    ROLE_SOURCES,
    TAGGER_METHOD,
    InstrumentRef,
    Locator,
    Reason,
    Ref,
    Statement,
    Support,
    locate,
)
from palermo.statements.values import private_span_of, statement_of, values

__all__ = [
    "LANGUAGES",
    "PRIVATE_KINDS",
    "ROLE_SOURCES",
    "TAGGER_METHOD",
    "Box",
    "Document",
    "Extraction",
    "InstrumentRef",
    "Kind",
    "Locator",
    "Masthead",
    "Nature",
    "Passage",
    "PassageKind",
    "PrivateKind",
    "PrivateSpan",
    "Reason",
    "Recognised",
    "Ref",
    "RefType",
    "Response",
    "Statement",
    "Status",
    "Support",
    "Version",
    "digest",
    "document_id",
    "folded_passage_id",
    "locate",
    "normalised",
    "normalised_line",
    "passage_id",
    "private_span_of",
    "record",
    "statement_id",
    "statement_of",
    "values",
    "work_id",
]

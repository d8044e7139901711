"""Statements: the frozen types that all packages share, without input or output.

Documents, passages and statements with their ids, enumerations, and the facets by which statements are filtered, mapped
and searched. Start reading in `statement.py`, `documents.py` and `facets.py`.
"""

from palermo.statements.confirmation_thresholds import (
    LIST_THRESHOLD,
    MIN_TAGGED_CONFIDENCE,
    ROLE_THRESHOLD,
    TAGGER_THRESHOLD,
)
from palermo.statements.documents import JOINT_SEPARATOR, Box, Document, Masthead, Passage, RecognisedPage
from palermo.statements.enums import (
    DocumentVersion,
    Nature,
    PassageKind,
    RefType,
    Response,
    ReviewStatus,
    StatementKind,
)
from palermo.statements.export_record import build_record, parse_records, parse_statement_rows, select_fields, to_dict
from palermo.statements.extraction_result import Extraction, PrivateSpan, PrivateSpanKind
from palermo.statements.facets import (
    AS_PRINTED,
    FACET_ALIASES,
    FACET_BY_NAME,
    FACET_BY_TAG_FIELD,
    FACETS,
    NAME_FACETS,
    NAME_PREFIX,
    NO_PARTICIPANT,
    NO_PLACE,
    NO_RESPONSE,
    OTHER_SUBJECT,
    PROVISIONAL_PREFIX,
    TRAFFICKING,
    UNREGISTERED_PREFIXES,
    Facet,
    FacetSource,
    resolve_facet_name,
)
from palermo.statements.fields import EXPORTED_FIELDS, STORED_NAMES, Reviewer, RowReference, StatementField
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
from palermo.statements.language_table import (
    LABELLED_LANGUAGES,
    LANGUAGE_BY_CODE,
    LANGUAGE_TABLE,
    LANGUAGES,
    RTL_LANGUAGES,
)
from palermo.statements.reasons import (
    CALIBRATION_CAUSES,
    REASON_SENTENCES,
    Reason,
    ReasonValue,
    build_reason,
    join_values,
)
from palermo.statements.statement import (
    FACTOR_DIMENSIONS,
    READABLE_SCHEMA_VERSIONS,
    ROLE_SOURCES,
    ROLES,
    SCHEMA_VERSION,
    TAG_FIELDS,
    TAGGER_METHOD_PREFIX,
    TENSES,
    InstrumentRef,
    Locator,
    Ref,
    Statement,
    Support,
    build_locator,
    build_support,
    is_item_number,
    list_tag_fields,
)

"""Review: people's judgements on statements, pure functions without input or output.

Decisions accumulate; `status.py` derives what holds of a statement from them, `application.py` applies them to the
statements of a document, `anchoring.py` finds their places after a document was read again, and `queues.py` orders what
waits for people. `document_decisions.py` has the decisions on a document as a whole. Start reading in `decisions.py`.
The files of decisions are `edition.DecisionLog` and `edition.DocumentDecisionLog`.
"""

from palermo.review.anchoring import AnchorMethod, build_anchor, find_anchor
from palermo.review.application import REVIEW_METHOD, AppliedDecisions, apply_decisions
from palermo.review.decision_fields import CORRECTABLE_FIELDS, build_snapshot, correct_statement
from palermo.review.decisions import Decision, DecisionVerdict, TextAnchor, compute_decision_id, parse_decision
from palermo.review.document_decisions import (
    CONTROL_CHARACTER,
    MAX_TITLE_CHARS,
    TAKEN_DOWN,
    DocumentDecision,
    DocumentReviewState,
    DocumentVerdict,
    correct_document,
    derive_document_states,
    is_document_decision,
    parse_document_decision,
    read_document_fields,
)
from palermo.review.quality_measures import (
    PrecisionRow,
    compute_agreement,
    compute_alpha,
    compute_kappa,
    compute_precision,
    compute_wilson_interval,
)
from palermo.review.queues import (
    QueueItem,
    QueueRules,
    ReviewerProgress,
    compute_progress,
    select_audit_sample,
    select_waiting,
    sort_items,
)
from palermo.review.status import ReviewState, derive_review_state, list_states
from palermo.review.web_annotations import build_web_annotation, list_annotations, parse_web_annotation

__all__ = [
    "CONTROL_CHARACTER",
    "CORRECTABLE_FIELDS",
    "MAX_TITLE_CHARS",
    "REVIEW_METHOD",
    "TAKEN_DOWN",
    "AnchorMethod",
    "AppliedDecisions",
    "Decision",
    "DecisionVerdict",
    "DocumentDecision",
    "DocumentReviewState",
    "DocumentVerdict",
    "PrecisionRow",
    "QueueItem",
    "QueueRules",
    "ReviewState",
    "ReviewerProgress",
    "TextAnchor",
    "apply_decisions",
    "build_anchor",
    "build_snapshot",
    "build_web_annotation",
    "compute_agreement",
    "compute_alpha",
    "compute_decision_id",
    "compute_kappa",
    "compute_precision",
    "compute_progress",
    "compute_wilson_interval",
    "correct_document",
    "correct_statement",
    "derive_document_states",
    "derive_review_state",
    "find_anchor",
    "is_document_decision",
    "list_annotations",
    "list_states",
    "parse_decision",
    "parse_document_decision",
    "parse_web_annotation",
    "read_document_fields",
    "select_audit_sample",
    "select_waiting",
    "sort_items",
]

"""Decisions on a document: corrections of its metadata, and whether it is taken down."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from pydantic import TypeAdapter

from palermo.review.decisions import MAX_REASON_CHARS, validate_row
from palermo.statements import Document, Nature, is_date

TAKEN_DOWN: Final = "taken-down"
"""Visibility of a document that is taken down: nobody sees it."""
MAX_TITLE_CHARS: Final = 500
CONTROL_CHARACTER: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters and surrogates, with those that turn the direction of the text after them."""
OBJECT: Final = "document"
"""Value of `object` in a row, which distinguishes it from that of a decision on a statement."""


class DocumentVerdict(StrEnum):
    """What was decided on a document."""

    CORRECT = "correct"
    TAKE_DOWN = "take-down"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDecision:
    """What one person decided on a document; raises ValueError where it contradicts itself."""

    id: str
    """Also the key by which a decision that is sent twice is stored once."""
    document: str
    source: str = ""
    """Source of the document, by which a newer file of it is found."""
    title: str = ""
    """Title as the person saw it, which names a document that is taken down."""
    verdict: DocumentVerdict
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Corrected fields with their new values."""
    before: Mapping[str, Any] = field(default_factory=dict)
    """The same fields as the person saw them; of a document that was taken down, its visibility."""
    reason: str = ""
    reviewer: str
    """Stable id of the person."""
    role: str = "reviewer"
    name: str | None = None
    """Only of a person who agreed to be named."""
    time: str
    """ISO 8601, UTC."""

    def __post_init__(self) -> None:
        if not (self.id and self.document and self.reviewer):
            raise ValueError("a decision has an id, a document and a reviewer")
        if (self.verdict is DocumentVerdict.CORRECT) != bool(self.fields):
            raise ValueError("a correction, and nothing else, changes at least one field")
        if self.verdict is DocumentVerdict.TAKE_DOWN and not self.reason:
            raise ValueError("who takes a document down gives a reason")
        if len(self.reason) > MAX_REASON_CHARS:
            raise ValueError(f"a reason has at most {MAX_REASON_CHARS:,} characters")
        datetime.fromisoformat(self.time)
        for place, values, checks in (("fields", self.fields, _FIELD_CHECKS), ("before", self.before, _BEFORE_CHECKS)):
            for name, value in values.items():
                if name not in checks or not checks[name](value):
                    raise ValueError(f"{place}: {name} cannot be {value!r}")

    def to_row(self) -> dict[str, Any]:
        """Return plain JSON values, those that are empty left out."""
        row = {name: getattr(self, name) for name in type(self).__slots__}
        row |= {"verdict": self.verdict.value, "fields": dict(self.fields), "before": dict(self.before)}
        return {"object": OBJECT} | {name: value for name, value in row.items() if value not in (None, "", {})}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReviewState:
    """What follows from the decisions on a document."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    taken_down: str = ""
    """When it was taken down, ISO 8601, UTC; empty if it is shown."""
    visibility: str = ""
    """Visibility before it was taken down; empty if it never was."""

    @property
    def protections(self) -> "DocumentReviewState":
        """What also holds for other editions, and for a newer file: that it is taken down, or only quoted."""
        is_quoted = self.fields.get("full_text") is False
        return replace(self, fields={"full_text": False} if is_quoted else {})


def is_document_decision(row: Any) -> bool:
    """Return whether a row is that of a decision on a document, not on a statement."""
    return isinstance(row, Mapping) and row.get("object") == OBJECT


def parse_document_decision(row: Any) -> DocumentDecision:
    """Make a decision of its row; raises ValueError, which names the field, where it is not one."""
    if not is_document_decision(row):
        raise ValueError("it is not an object with the fields of a decision on a document")
    return validate_row(_DECISIONS, {name: value for name, value in row.items() if name != "object"})


def read_document_fields(document: Document) -> dict[str, Any]:
    """Return the fields of a document that can be corrected, as JSON values."""
    return {
        "title": document.title,
        "date": document.date,
        "publishers": list(document.publishers),
        "publisher": document.publisher,
        "language": document.language,
        "nature": document.nature.value,
        "full_text": document.full_text,
    }


def derive_document_states(
    decisions: Iterable[DocumentDecision], sources: Mapping[str, str]
) -> dict[str, DocumentReviewState]:
    """Return the states of the documents with decisions; `sources` has the source of each document by id.

    A newer file of the same source is taken down, or only quoted, like the one before; its title and the like are its
    own. The file before, or one whose source is gone, has a state too.
    """
    by_source = {source: id for id, source in sources.items()}
    states: dict[str, DocumentReviewState] = {}
    for decision in decisions:
        newer = None if decision.document in sources else by_source.get(decision.source)
        for document in filter(None, (decision.document, newer)):
            state = states.get(document, DocumentReviewState())
            states[document] = _apply(state, decision, is_same_file=document == decision.document)
    return states


def correct_document(document: Document, state: DocumentReviewState | None) -> Document:
    """Return a document as the decisions on it have it; doing so again changes nothing."""
    if state is None:
        return document
    known = {**read_document_fields(document), **state.fields}
    visibility = document.visibility
    if state.taken_down:
        visibility = TAKEN_DOWN
    elif visibility == TAKEN_DOWN and state.visibility:
        visibility = state.visibility
    return replace(
        document,
        title=known["title"],
        masthead=replace(document.masthead, date=known["date"], publisher=known["publisher"]),
        publishers=tuple(known["publishers"]),
        language=known["language"],
        nature=Nature(known["nature"]),
        full_text=known["full_text"],
        visibility=visibility,
    )


def _apply(state: DocumentReviewState, decision: DocumentDecision, *, is_same_file: bool) -> DocumentReviewState:
    """Return the state after one more decision, which was perhaps made on an earlier file."""
    if decision.verdict is DocumentVerdict.TAKE_DOWN:
        return replace(
            state,
            taken_down=decision.time,
            visibility=decision.before.get("visibility") or state.visibility or "public",
        )
    if decision.verdict is DocumentVerdict.RESTORE:
        return replace(state, taken_down="")
    names = decision.fields if is_same_file else decision.fields.keys() & {"full_text"}
    return replace(state, fields={**state.fields, **{name: decision.fields[name] for name in names}})


def _is_text(value: Any, max_chars: int) -> bool:
    return (
        isinstance(value, str)
        and bool(value.strip())
        and len(value) <= max_chars
        and not CONTROL_CHARACTER.search(value)
    )


_FIELD_CHECKS: Final = {
    "title": lambda value: _is_text(value, MAX_TITLE_CHARS),
    "date": lambda value: value is None or (isinstance(value, str) and is_date(value)),
    "publishers": lambda value: isinstance(value, list) and all(_is_text(item, 100) for item in value),
    "publisher": lambda value: value is None or _is_text(value, MAX_TITLE_CHARS),
    "language": lambda value: isinstance(value, str) and bool(re.fullmatch("[a-z]{2}", value)),
    "nature": lambda value: value in {item.value for item in Nature},
    "full_text": lambda value: isinstance(value, bool),
}
_BEFORE_CHECKS: Final = {
    **{name: lambda value: value is None or isinstance(value, str) for name in _FIELD_CHECKS},
    **{name: _FIELD_CHECKS[name] for name in ("publishers", "nature", "full_text")},
    "visibility": lambda value: value in ("public", "members", "secretariat"),
}
"""The same for values that a document had, which may be longer than corrections."""
_DECISIONS: Final = TypeAdapter(DocumentDecision)

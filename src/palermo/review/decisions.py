"""Decision: what one person judged of one statement, with the words it is anchored to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from palermo.review.decision_fields import check_fields
from palermo.statements import StatementKind, hash_json, to_dict

CONTEXT_CHARS = 40
"""Characters before and after a quote that its anchor keeps."""
MAX_REASON_CHARS = 4000


class DecisionVerdict(StrEnum):
    """What a reviewer decided."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    UNSURE = "unsure"
    WITHDRAW = "withdraw"
    """Takes back an earlier decision of the same reviewer (undo)."""
    EXAMINE = "examine"
    """Takes up what a reader reported: the statement is under review until somebody decides."""
    ADD = "add"
    """States what no method found."""


JUDGEMENTS = frozenset({DecisionVerdict.ACCEPT, DecisionVerdict.CORRECT, DecisionVerdict.REJECT, DecisionVerdict.ADD})
"""Verdicts that decide; the others leave a statement as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAnchor:
    """Where a quote is printed: a TextQuoteSelector of the W3C, with the passage and offsets it was seen at."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    passage: str = ""
    start: int = 0
    end: int = 0
    ordinal: int | None = None
    """Number of the passage in its document, which distinguishes places with the same words."""

    def __post_init__(self) -> None:
        if not self.exact:
            raise ValueError("an anchor needs a quote")
        if self.end and not 0 <= self.start < self.end:
            raise ValueError(f"an anchor needs 0 <= start < end, not {self.start}, {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's judgement on one statement; raises ValueError where it contradicts itself."""

    id: str
    """Also the key by which a decision that is sent twice is stored once."""
    statement: str
    document: str
    source: str = ""
    """Source of the document, by which a newer file of it is found."""
    verdict: DecisionVerdict
    anchor: TextAnchor
    kind: StatementKind
    """Of the statement as the reviewer saw it."""
    snapshot: Mapping[str, Any] = field(default_factory=dict)
    """The statement's fields as the reviewer saw them."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Corrected fields with their new values; of an added statement all that are stated."""
    new_anchor: TextAnchor | None = None
    """Where the quote is, if the reviewer selected it again."""
    reason: str = ""
    reviewer: str
    """Stable id of the person."""
    role: str = "reviewer"
    name: str | None = None
    """Only of a person who agreed to be named."""
    time: str
    """ISO 8601, UTC."""
    target: str | None = None
    """Id of the decision that is withdrawn."""
    parent: str | None = None
    """Id of the statement's last decision that the reviewer saw."""
    group: str = ""
    """Decisions of one act (a batch, a split, a merge) share it, and are withdrawn together."""
    queue: str = ""
    """Queue from which it was decided; `audit:SEED` for the random sample."""
    required: int = 1
    """Independent reviewers that its kind or queue asks for."""

    def __post_init__(self) -> None:
        if self.verdict is DecisionVerdict.WITHDRAW and not self.target:
            raise ValueError("a withdrawal names the decision that it takes back")
        if self.verdict is DecisionVerdict.CORRECT and not (self.fields or self.new_anchor):
            raise ValueError("a correction changes at least one field")
        if not (self.id and self.statement and self.document and self.reviewer):
            raise ValueError("a decision has an id, a statement, a document and a reviewer")
        if len(self.reason) > MAX_REASON_CHARS:
            raise ValueError(f"a reason has at most {MAX_REASON_CHARS:,} characters")
        if not 1 <= self.required <= 3:
            raise ValueError(f"one to three reviewers can be required, not {self.required}")

    def to_row(self) -> dict[str, Any]:
        """Return plain JSON values, those that are empty left out."""
        row = {name: getattr(self, name) for name in type(self).__slots__}
        row |= {"verdict": self.verdict.value, "kind": self.kind.value, "anchor": to_dict(self.anchor)}
        row |= {"snapshot": dict(self.snapshot), "fields": dict(self.fields)}
        row["new_anchor"] = to_dict(self.new_anchor) if self.new_anchor else None
        return {name: value for name, value in row.items() if value not in (None, "", {}, [])}


_DECISIONS: Final = TypeAdapter(Decision)


def parse_decision(row: Any) -> Decision:
    """Make a decision of its row; raises ValueError, which names the field, where it is not one."""
    if not isinstance(row, Mapping):
        raise ValueError("it is not an object with the fields of a decision")
    decision = validate_row(_DECISIONS, row)
    check_fields(decision.fields)
    return decision


def validate_row[T](adapter: TypeAdapter[T], row: Mapping[str, Any]) -> T:
    """Return a row as an object of its type; raises ValueError, which names the first field that is wrong."""
    try:
        return adapter.validate_python(row)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = "".join(f"{part}: " for part in fault["loc"])
        raise ValueError(f"{place}{fault['msg'].removeprefix('Value error, ')}") from None


def compute_decision_id(*parts: object) -> str:
    """Return the id of a decision: a hash of who sends what, so that the same request makes it once."""
    return hash_json("decision", *parts)

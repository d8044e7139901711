"""Extraction result: statements, private spans and testimony in the passages of one document."""

from dataclasses import dataclass
from typing import Literal, get_args

from palermo.statements.statement import Statement

type PrivateSpanKind = Literal["name", "age-and-place", "address", "telephone", "document-number", "e-mail"]

PRIVATE_SPAN_KINDS: tuple[str, ...] = get_args(PrivateSpanKind.__value__)
"""Kinds of private spans; the number of an identity paper is a `document-number`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateSpan:
    """A part of a passage that names a private person, or by which one can be identified or contacted."""

    passage: str
    """Id of the passage."""
    start: int
    end: int
    kind: PrivateSpanKind

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a private span needs 0 <= start < end, not {self.start}, {self.end}")
        if self.kind not in PRIVATE_SPAN_KINDS:
            raise ValueError(f"{self.kind!r:.80} is not a kind of private span")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Content extracted from a document's passages, each part in reading order."""

    statements: tuple[Statement, ...] = ()
    private_spans: tuple[PrivateSpan, ...] = ()
    stories: tuple[str, ...] = ()
    """Ids of the passages that contain testimony of a private person."""

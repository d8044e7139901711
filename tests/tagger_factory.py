"""Factories of what the tagger gives for one passage: its encoding, names and statements."""

from typing import Any

from palermo.extraction import load_tagger
from palermo.extraction.tagger.contexts import PassageContext
from palermo.extraction.tagger.decoding import TaggedName, TaggedStatement
from palermo.extraction.tagger.inputs import EncodedPassage, encode_passage
from palermo.extraction.tagger.model_outputs import InputSegment
from palermo.statements import ROLES, StatementKind


def encode(text: str, **context: Any) -> EncodedPassage:
    """Return the one window of a passage; `context` has fields of a PassageContext."""
    model = load_tagger()
    assert model is not None
    (encoded,) = encode_passage(text, PassageContext(**context), model.tokenizer)
    return encoded


def make_name(
    text: str, name: str, probability: float = 0.9, segment: InputSegment = InputSegment.PASSAGE
) -> TaggedName:
    """Return a name where a text of the segment first has it."""
    start = text.index(name)
    return TaggedName(name=name, segment=segment, start=start, end=start + len(name), probability=probability)


def make_statement(
    text: str,
    kind: StatementKind = StatementKind.ACTIVITY,
    roles: dict[str, tuple[TaggedName, ...]] | None = None,
    **fields: Any,
) -> TaggedStatement:
    """Return a statement of all of a text without names and tags, but for what is given."""
    defaults: dict[str, Any] = {"start": 0, "end": len(text), "probability": 0.9, "sentence": 0}
    defaults |= {"alternatives": (), "document_roles": {}, "tags": ()}
    return TaggedStatement(kind=kind, roles=dict.fromkeys(ROLES, ()) | (roles or {}), **(defaults | fields))

"""The text with its printed numbers, in canonical JSON, and its hash."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from palermo.joint_texts.changes import Change
from palermo.joint_texts.enums import ParagraphKind, TextKind
from palermo.joint_texts.state import TITLE_ID, JointText, TextParagraph
from palermo.list_numbers import format_list_number


def compute_depths(paragraphs: tuple[TextParagraph, ...]) -> dict[str, int]:
    """Return how many items contain each item; 0 for other paragraphs."""
    kinds = {node.id: node for node in paragraphs}
    depths: dict[str, int] = {}
    for paragraph in paragraphs:
        parent = kinds.get(paragraph.parent or "")
        is_nested = parent is not None and paragraph.kind is parent.kind is ParagraphKind.ITEM
        depths[paragraph.id] = depths[parent.id] + 1 if is_nested and parent else 0
    return depths


def number_paragraphs(text: JointText) -> Mapping[str, str]:
    """Return the printed number of each present paragraph.

    Tables and the paragraphs of a letter have an empty number.
    """
    present = text.present_paragraphs
    depths = compute_depths(present)
    counts: defaultdict[tuple[ParagraphKind, str | None], int] = defaultdict(int)
    numbers: dict[str, str] = {}
    for paragraph in present:
        key = (paragraph.kind, paragraph.parent if paragraph.kind is ParagraphKind.ITEM else None)
        counts[key] += 1
        numbers[paragraph.id] = _format_number(paragraph.kind, counts[key], depths[paragraph.id], text.created.kind)
    return numbers


def _format_number(kind: ParagraphKind, count: int, depth: int, text_kind: TextKind) -> str:
    match kind:
        case ParagraphKind.HEADING:
            return f"{format_list_number(count, 'upperRoman')}."
        case ParagraphKind.ITEM:
            return f"({format_list_number(count, 'lowerRoman' if depth % 2 else 'lowerLetter')})"
        case ParagraphKind.FOOTNOTE:
            return str(count)
        case ParagraphKind.PARAGRAPH if text_kind is not TextKind.LETTER:
            return f"{count}."
    return ""


def encode_canonical_json(value: Any) -> bytes:
    """Return JSON in the canonical form of RFC 8785.

    It is correct for objects with ASCII names, texts and whole numbers.

    >>> encode_canonical_json({"b": [1, "é"], "a": None})
    b'{"a":null,"b":[1,"\\xc3\\xa9"]}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_canonical_json(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON, as hex digits."""
    return hashlib.sha256(encode_canonical_json(value)).hexdigest()


def build_text_form(text: JointText, language: str) -> dict[str, Any]:
    """Return the words of a text in one language, with kinds and numbers."""
    numbers = number_paragraphs(text)
    return {
        "kind": text.created.kind.value,
        "language": language,
        "title": text.get_text(TITLE_ID, language),
        "paragraphs": [
            {
                "id": present_paragraph.id,
                "kind": present_paragraph.kind.value,
                "number": numbers[present_paragraph.id],
                "parent": present_paragraph.parent,
                "text": text.get_text(present_paragraph.id, language),
            }
            for present_paragraph in text.present_paragraphs
        ],
    }


def build_issue_form(text: JointText, languages: tuple[str, ...]) -> dict[str, Any]:
    """Return what is issued: the text in each language, and the roll of those who endorsed it."""
    return {
        "languages": {language: build_text_form(text, language) for language in languages},
        "roll": [
            {
                "date": endorsement.at.astimezone(text.zone).date().isoformat(),
                "entity": endorsement.content.entity,
                "head": endorsement.content.head_name,
                "title": endorsement.content.head_title,
            }
            for endorsement in text.endorsements
            if not endorsement.is_late
        ],
        "text_hash": text.text_hash,
    }


def encode_hashed_form(text: JointText) -> bytes:
    """Return the canonical JSON whose SHA-256 is the hash of the issue, or before it the hash of the text."""
    is_issued = bool(text.issued_languages)
    return encode_canonical_json(
        build_issue_form(text, text.issued_languages) if is_issued else build_text_form(text, text.language)
    )


def hash_text(text: JointText) -> str:
    """Return the hash of the authoritative text, which heads endorse."""
    return hash_canonical_json(build_text_form(text, text.language))


def hash_issue(text: JointText, languages: tuple[str, ...]) -> str:
    """Return the hash of what is issued in these languages."""
    return hash_canonical_json(build_issue_form(text, languages))


@cache
def _get_adapter() -> TypeAdapter[Change]:
    described: Any = Annotated[Change.__value__, Field(discriminator="change")]
    return TypeAdapter(described)


def serialize_change(change: Change) -> dict[str, Any]:
    """Return a change as JSON values."""
    values: dict[str, Any] = _get_adapter().dump_python(change, mode="json")
    return values


def parse_change(values: dict[str, Any]) -> Change:
    """Return the change that the JSON values describe; raises ValueError if they describe none."""
    return _get_adapter().validate_python(values)

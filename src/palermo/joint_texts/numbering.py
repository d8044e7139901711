"""Printed numbers: headings I, II; paragraphs 1, 2; items (a), (b); nested items (i), (ii); footnotes 1, 2."""

from collections import defaultdict
from collections.abc import Mapping

from palermo.joint_texts.enums import ParagraphKind, TextKind
from palermo.joint_texts.state import JointText, TextParagraph
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

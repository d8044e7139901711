"""Outlines: templates of texts with simple markup, which become the first paragraphs."""

from collections.abc import Iterator
from functools import cache

from palermo.joint_texts.changes import ParagraphAdded
from palermo.joint_texts.enums import ParagraphKind, TextKind
from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords

HEADING_MARK = "# "
ITEM_MARK = "- "
INDENT = "  "


@cache
def load_outlines(language: str = "en") -> dict[TextKind, str]:
    """Return the shipped outline of each kind of text in a language; in English for one that has none."""
    words = LanguageWords("texts")
    outlines = words.get_section(language if language in LANGUAGES else "en", "outlines")
    return {TextKind(kind): outline for kind, outline in outlines.items()}


def parse_outline(outline: str) -> Iterator[ParagraphAdded]:
    """Yield the paragraphs of an outline.

    A line that begins with `# ` is a heading, and one that begins with `- ` is an item. Two more spaces before it
    make a nested item.

    >>> [(one.paragraph, one.kind.value, one.parent) for one in parse_outline("# Why\\nWe call on States to:\\n- Act")]
    [('o1', 'heading', None), ('o2', 'paragraph', None), ('o3', 'item', 'o2')]
    """
    parents: list[str] = []  # the last paragraph, its last item, the last item within that
    previous: dict[str | None, str] = {}
    for number, line in enumerate(filter(str.strip, outline.splitlines()), 1):
        kind, depth, words = _parse_line(line)
        depth = min(depth, len(parents))
        if depth == 0 and kind is ParagraphKind.ITEM:
            kind = ParagraphKind.PARAGRAPH
        parent = parents[depth - 1] if depth else None
        id = f"o{number}"
        yield ParagraphAdded(paragraph=id, kind=kind, text=words, parent=parent, after=previous.get(parent))
        previous[parent] = id
        parents = [] if kind is ParagraphKind.HEADING else [*parents[:depth], id]


def _parse_line(line: str) -> tuple[ParagraphKind, int, str]:
    """Return kind, depth (0 for all but items) and words of a line."""
    words = line.strip()
    if words.startswith(HEADING_MARK):
        return ParagraphKind.HEADING, 0, words.removeprefix(HEADING_MARK).strip()
    if words.startswith(ITEM_MARK):
        indent = (len(line) - len(line.lstrip())) // len(INDENT)
        return ParagraphKind.ITEM, indent + 1, words.removeprefix(ITEM_MARK).strip()
    return ParagraphKind.PARAGRAPH, 0, words

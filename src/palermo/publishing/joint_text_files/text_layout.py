"""The layout of a joint text in one language, from which any format is written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from palermo.joint_texts.canonical_form import compute_depths, number_paragraphs
from palermo.joint_texts.enums import ParagraphKind
from palermo.joint_texts.state import TITLE_ID, JointText

_NOTE = re.compile(r"\[\^(?P<id>\w+)\]|\^\[(?P<words>[^\]]*)\]")
"""A footnote by its id, or an inline one with its own text, in the syntax of Pandoc."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A heading, paragraph, item or table."""

    id: str
    kind: ParagraphKind
    depth: int
    """Number of items that contain it."""
    number: str
    text: str
    parent: str | None = None

    @property
    def rows(self) -> list[list[str]]:
        """The cells of a table by row."""
        return [line.split("\t") for line in self.text.split("\n")]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePart:
    """A footnote reference in a text."""

    id: str
    """Empty for an inline footnote."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RollEntry:
    """One endorsement in the list of those who endorsed the text."""

    entity: str
    head_name: str
    head_title: str
    date: str
    is_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLayout:
    """The text in one language with its footnotes and list of endorsements."""

    id: str
    sequence: int
    kind: str
    language: str
    title: str
    group: str = ""
    """Name of the group whose text it is."""
    blocks: tuple[TextBlock, ...]
    footnotes: Mapping[str, str] = field(default_factory=dict)
    roll: tuple[RollEntry, ...] = ()
    roll_title: str = ""
    issue_hash: str = ""
    status: str = ""
    """What stands at the head of each page: the kind, the stage and its date, and the address."""

    def split_notes(self, text: str) -> Iterator[str | NotePart]:
        """Yield the pieces of a text with footnotes separate; an unknown footnote stays as printed."""
        position = 0
        for match in _NOTE.finditer(text):
            if match["id"] and match["id"] not in self.footnotes:
                continue
            yield text[position : match.start()]
            position = match.end()
            yield NotePart(id=match["id"] or "", words=self.footnotes.get(match["id"] or "", match["words"] or ""))
        yield text[position:]


def build_layout(text: JointText, id: str, language: str = "", roll_title: str = "", status: str = "") -> TextLayout:
    """Return the layout of a text in a language, by default its authoritative one.

    Paragraphs without a translation are in the authoritative language.
    """
    chosen = language or text.language
    present = text.present_paragraphs
    numbers, depths = number_paragraphs(text), compute_depths(present)
    words = {paragraph.id: text.get_text(paragraph.id, chosen) or text.get_text(paragraph.id) for paragraph in present}
    notes = {paragraph.id: words[paragraph.id] for paragraph in present if paragraph.kind is ParagraphKind.FOOTNOTE}
    return TextLayout(
        id=id,
        sequence=text.sequence,
        kind=text.created.kind.value,
        language=chosen,
        title=text.get_text(TITLE_ID, chosen) or text.title,
        group=text.created.group,
        blocks=tuple(
            TextBlock(
                id=text_paragraph.id,
                kind=text_paragraph.kind,
                depth=depths[text_paragraph.id],
                number=numbers[text_paragraph.id],
                text=words[text_paragraph.id] + _call_missing_notes(text, text_paragraph.id, words[text_paragraph.id]),
                parent=text_paragraph.parent,
            )
            for text_paragraph in present
            if text_paragraph.kind is not ParagraphKind.FOOTNOTE
        ),
        footnotes=notes,
        roll=_build_roll(text),
        roll_title=roll_title,
        issue_hash=text.issue_hash,
        status=status,
    )


def _call_missing_notes(text: JointText, paragraph: str, words: str) -> str:
    """Return references to footnotes that belong to a paragraph but are not referenced in its text."""
    notes = (
        present_paragraph.id for present_paragraph in text.present_paragraphs if present_paragraph.parent == paragraph
    )
    kinds = {present_paragraph.id: present_paragraph.kind for present_paragraph in text.present_paragraphs}
    missing = (note for note in notes if kinds[note] is ParagraphKind.FOOTNOTE and f"[^{note}]" not in words)
    return "".join(f"[^{item}]" for item in missing)


def _build_roll(text: JointText) -> tuple[RollEntry, ...]:
    return tuple(
        RollEntry(
            entity=text.get_entity_name(endorsement.content.entity),
            head_name=endorsement.content.head_name,
            head_title=endorsement.content.head_title,
            date=endorsement.at.astimezone(text.zone).date().isoformat(),
            is_late=endorsement.is_late,
        )
        for endorsement in text.endorsements
    )

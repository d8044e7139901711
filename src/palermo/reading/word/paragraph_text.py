"""The text of a paragraph as printed: with insertions and notes, without deletions and field codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from palermo.list_numbers import format_list_number
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.un_masthead import DISTRIBUTION
from palermo.reading.word.package import (
    ALTERNATIVES,
    CHOICE,
    ENDNOTE_REFERENCE,
    FALLBACK,
    FOOTNOTE_REFERENCE,
    ID,
    MATHS_TEXT,
    OFF_VALUES,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    SYMBOL,
    TEXT,
    TEXT_BOX,
    UNPRINTED,
    WordPackage,
    is_switched_on,
    parse_xml,
    w,
)
from palermo.statements import PassageKind

_CONTROL_CHARS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_DRAWING_TAGS = frozenset(map(w, ("drawing", "pict", "object")))
_SKIPPED_TAGS = UNPRINTED | {PARAGRAPH_PROPERTIES, RUN_PROPERTIES}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReference:
    """A citation of a note."""

    id: str
    is_endnote: bool
    custom_sign: str | None
    """The author's sign instead of a number, such as `*`; None if Word numbers it."""


@dataclass(slots=True, kw_only=True)
class ParagraphText:
    """The text of a paragraph, its cited notes and its text boxes."""

    fragments: list[str] = field(default_factory=list)
    notes: list[NoteReference] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text with tabs and line ends."""
        return "".join(self.fragments)


def read_paragraph(paragraph: Any, paragraph_text: ParagraphText | None = None) -> ParagraphText:
    """Collect the text of a paragraph; it continues `paragraph_text` if a deleted paragraph mark joins the two."""
    paragraph_text = paragraph_text or ParagraphText()
    _collect_text(paragraph, paragraph_text)
    return paragraph_text


def choose_alternative(alternatives: Any) -> Any:
    """Return the first of Word's alternative drawings with text, else the first."""
    offers = [child for child in alternatives if child.tag in (CHOICE, FALLBACK)]
    with_text = (offer for offer in offers if next(offer.iter(TEXT_BOX), None) is not None)
    return next(with_text, offers[0] if offers else alternatives)


def is_end_deleted(paragraph: Any) -> bool:
    """Return whether the end of a paragraph is deleted, so that the next one continues its line."""
    mark = paragraph.find(f"{PARAGRAPH_PROPERTIES}/{RUN_PROPERTIES}")
    return mark is not None and any(mark.find(w(name)) is not None for name in ("del", "moveFrom"))


def _collect_text(node: Any, paragraph_text: ParagraphText) -> None:
    for child in node:
        tag = child.tag
        if tag in (TEXT, MATHS_TEXT):
            paragraph_text.fragments.append(child.text or "")
        elif tag == RUN:
            _collect_run(child, paragraph_text)
        elif tag in _CONTROL_CHARS:
            paragraph_text.fragments.append(_CONTROL_CHARS[tag])
        elif tag == SYMBOL:
            paragraph_text.fragments.append(_decode_symbol(child))
        elif tag in _DRAWING_TAGS:
            paragraph_text.boxes.extend(_find_text_boxes(child))
        elif tag == ALTERNATIVES:
            _collect_text(choose_alternative(child), paragraph_text)
        elif tag not in _SKIPPED_TAGS and isinstance(tag, str):
            _collect_text(child, paragraph_text)


def _collect_run(run: Any, paragraph_text: ParagraphText) -> None:
    if is_switched_on(run.find(f"{RUN_PROPERTIES}/{w('vanish')}")):
        return
    reference = run.find(FOOTNOTE_REFERENCE)
    if reference is None:
        reference = run.find(ENDNOTE_REFERENCE)
    if reference is None:
        _collect_text(run, paragraph_text)
        return
    custom = reference.get(w("customMarkFollows"), "0") not in OFF_VALUES
    symbol = "".join(text.text or "" for text in run.iter(TEXT)).strip()
    is_endnote, sign = reference.tag == ENDNOTE_REFERENCE, symbol or None if custom else None
    paragraph_text.notes.append(NoteReference(id=reference.get(ID, ""), is_endnote=is_endnote, custom_sign=sign))
    if not custom:
        _collect_text(run, paragraph_text)


def _decode_symbol(element: Any) -> str:
    try:
        return chr(int(element.get(w("char"), ""), 16))
    except (ValueError, OverflowError):
        return ""


def _find_text_boxes(drawing: Any) -> Iterator[Any]:
    """Yield the text boxes in a drawing, without nested and alternative ones."""
    for child in drawing:
        if child.tag == TEXT_BOX:
            yield child
        elif child.tag == ALTERNATIVES:
            yield from _find_text_boxes(choose_alternative(child))
        elif isinstance(child.tag, str):
            yield from _find_text_boxes(child)


_TEXT_TAGS = {w("t"): None, w("tab"): " ", w("br"): " "}
_STROKE = re.compile(r"(?<=\w)\s*/\s*(?=\w)|(?<=\))\s*(?=/)")
"""Symbols are set as a large letter and the rest: `A /81/6`."""


class WordNotes:
    """The notes of a document.

    Call `cite_note` once for each citation in order, because Word numbers notes in the order of citation.
    """

    def __init__(self, footnotes: Any | None, endnotes: Any | None) -> None:
        """Read footnotes.xml and endnotes.xml; None if the document has none."""
        self._notes = {False: _index_by_id(footnotes), True: _index_by_id(endnotes)}
        self._counts = {False: 0, True: 0}

    def cite_note(self, reference: NoteReference) -> Iterator[DocumentBlock]:
        """Return the note of a mark, with its sign or number, unless it was returned before."""
        number = reference.custom_sign
        if number is None:
            self._counts[reference.is_endnote] += 1
            style = "lowerRoman" if reference.is_endnote else "decimal"
            number = format_list_number(self._counts[reference.is_endnote], style)
        note = self._notes[reference.is_endnote].pop(reference.id, None)
        if note is None:
            return
        text = " ".join(" ".join(read_paragraph(p).text for p in note.iter(PARAGRAPH)).split())
        if reference.custom_sign and text.startswith(reference.custom_sign):
            text = text[len(reference.custom_sign) :].lstrip()
        if text:
            yield DocumentBlock(kind=PassageKind.FOOTNOTE, text=text, number=number)


def _index_by_id(root: Any | None) -> dict[str, Any]:
    """Return the notes by id; those with a type are the rules that Word draws above the notes."""
    if root is None:
        return {}
    return {note.get(ID, ""): note for note in root if note.get(w("type"), "normal") == "normal"}


def read_masthead_blocks(package: WordPackage) -> Iterator[DocumentBlock]:
    """Return the lines of the header with distribution and original language; empty if there is none."""
    for part in package.read_page_headers():
        lines = [line for line in map(_read_line, parse_xml(part).iter(PARAGRAPH)) if line]
        if DISTRIBUTION.search(" ".join(lines)):
            yield from (DocumentBlock(kind=PassageKind.PARAGRAPH, text=line) for line in lines)
            return


def _read_line(paragraph: object) -> str:
    parts = (_TEXT_TAGS[e.tag] or e.text or "" for e in paragraph.iter(*_TEXT_TAGS))  # type: ignore[attr-defined]
    return _STROKE.sub(lambda match: "/" if "/" in match.group() else "", " ".join("".join(parts).split()))

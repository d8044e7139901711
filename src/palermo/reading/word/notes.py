"""Footnotes and endnotes: their text, returned once each where they are cited."""

import re
from collections.abc import Iterator
from typing import Any

from palermo.list_numbers import format_list_number
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.un_masthead import DISTRIBUTION
from palermo.reading.word.package import WordPackage, parse_xml
from palermo.reading.word.paragraph_text import NoteReference, read_paragraph
from palermo.reading.word.xml_names import ID, PARAGRAPH, w
from palermo.statements import PassageKind

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
            number = format_list_number(
                self._counts[reference.is_endnote], "lowerRoman" if reference.is_endnote else "decimal"
            )
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

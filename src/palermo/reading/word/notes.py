"""Footnotes and endnotes: their text, returned once each where they are cited."""

from collections.abc import Iterator
from typing import Any

from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.word.numbering import format_list_number
from palermo.reading.word.paragraph_text import NoteReference, read_paragraph
from palermo.reading.word.xml_names import ID, PARAGRAPH, w
from palermo.statements import PassageKind


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

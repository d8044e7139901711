"""Footnotes and endnotes: their words, given out once each where they are cited."""

from collections.abc import Iterator
from typing import Any

from palermo.reading.pieces import Piece
from palermo.reading.word.names import ID, PARAGRAPH, w
from palermo.reading.word.numbering import formatted
from palermo.reading.word.paragraphs import NoteMark, read_words
from palermo.statements import PassageKind


class Notes:
    """The notes of a document; ask `cited` for each citation once, in order, since Word numbers notes as it goes."""

    def __init__(self, footnotes: Any | None, endnotes: Any | None) -> None:
        """Read footnotes.xml and endnotes.xml; None where the document has none."""
        self._notes = {False: _by_id(footnotes), True: _by_id(endnotes)}
        self._counts = {False: 0, True: 0}

    def cited(self, mark: NoteMark) -> Iterator[Piece]:
        """Give the note that a mark cites, with its sign or number, unless it was given before."""
        number = mark.sign
        if number is None:
            self._counts[mark.endnote] += 1
            number = formatted(self._counts[mark.endnote], "lowerRoman" if mark.endnote else "decimal")
        note = self._notes[mark.endnote].pop(mark.id, None)
        if note is None:
            return
        text = " ".join(" ".join(read_words(p).text for p in note.iter(PARAGRAPH)).split())
        if mark.sign and text.startswith(mark.sign):
            text = text[len(mark.sign) :].lstrip()
        if text:
            yield Piece(kind=PassageKind.FOOTNOTE, text=text, number=number)


def _by_id(root: Any | None) -> dict[str, Any]:
    """Notes by id; those with a type are the rules that Word draws above the notes."""
    if root is None:
        return {}
    return {note.get(ID, ""): note for note in root if note.get(w("type"), "normal") == "normal"}

"""Pieces to passages: hyphens mended, headings above, ids, language."""

import re
from collections.abc import Iterator, Sequence

from palermo.reading.collecting import uncollected
from palermo.reading.hyphens import Hyphens
from palermo.reading.language import languages
from palermo.reading.pieces import Piece
from palermo.statements import Passage, PassageKind, folded_passage_id, normalised_line

_SIGNS = re.compile(r"[\s*∗†‡]+$")
MAX_HEADING = 160
"""Characters of a heading that stand in the trail above a passage."""


@uncollected()
def mended(pieces: Sequence[Piece]) -> list[Piece]:
    """Join words broken over lines; pieces without words, and halves of characters, are dropped."""
    hyphens = Hyphens(piece.text for piece in pieces)
    texts = [_whole(hyphens.mended(piece.text)) for piece in pieces]
    return [
        piece if piece.text == text else piece.saying(text) for piece, text in zip(pieces, texts, strict=True) if text
    ]


def _whole(text: str) -> str:
    """A text that can be written as UTF-8: PDFs with broken tables of characters give lone surrogates."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")


@uncollected()
def passages(document: str, pieces: Sequence[Piece], cover: int = 0) -> tuple[tuple[Passage, ...], str]:
    """Number a document's pieces as passages, and tell its language.

    `cover` pieces at the start belong to a cover page, whose headings stand above nothing.
    """
    spoken, whole = languages([piece.text for piece in pieces])
    occurrences: dict[str, int] = {}
    found = []
    for ordinal, (piece, trail) in enumerate(_with_trails(pieces, cover)):
        folded = normalised_line(piece.text)
        occurrence = occurrences.get(folded, 0)
        found.append(
            Passage(
                id=folded_passage_id(document, folded, occurrence),
                document=document,
                ordinal=ordinal,
                page=piece.page,
                paragraph=piece.number,
                kind=piece.kind,
                headings=trail,
                language=spoken[ordinal],
                text=piece.text,
                boxes=piece.boxes,
            )
        )
        occurrences[folded] = occurrence + 1
    return tuple(found), whole


def _with_trails(pieces: Sequence[Piece], cover: int) -> Iterator[tuple[Piece, tuple[str, ...]]]:
    """Pair each piece with the headings above it, outermost first; that of its column stands last above a cell."""
    above: list[tuple[int, str]] = []
    trail: tuple[str, ...] = ()
    for index, piece in enumerate(pieces):
        if piece.kind is PassageKind.HEADING:
            level = piece.level or 1
            above = [x for x in above if x[0] < level]
            yield piece, tuple(text for _, text in above)
            if index >= cover:
                above.append((level, _heading(piece)))
            trail = tuple(text for _, text in above)
        elif piece.header:
            yield piece, (*trail, _shortened(" ".join(piece.header.split())))
        else:
            yield piece, trail


def _heading(piece: Piece) -> str:
    words = _SIGNS.sub("", piece.text)
    text = f"{piece.number}. {words}" if piece.number else words
    return _shortened(text)


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_HEADING else text[: MAX_HEADING - 1].rstrip() + "…"

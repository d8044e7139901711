"""The masthead of a UN document, which its Word files keep in the head of the first page."""

import re
from collections.abc import Iterator

from palermo.reading.masthead import DISTRIBUTION
from palermo.reading.pieces import Piece
from palermo.reading.word.names import PARAGRAPH, w
from palermo.reading.word.package import Package, parse
from palermo.statements import PassageKind

_WORDS = {w("t"): None, w("tab"): " ", w("br"): " "}
_STROKE = re.compile(r"(?<=\w)\s*/\s*(?=\w)|(?<=\))\s*(?=/)")
"""Symbols are set as a large letter and the rest: `A /81/6`."""


def masthead_pieces(package: Package) -> Iterator[Piece]:
    """Give the lines of the head that names distribution and original language; nothing where there is none."""
    for part in package.heads():
        lines = [line for line in map(_line, parse(part).iter(PARAGRAPH)) if line]
        if DISTRIBUTION.search(" ".join(lines)):
            yield from (Piece(kind=PassageKind.PARAGRAPH, text=line) for line in lines)
            return


def _line(paragraph: object) -> str:
    parts = (_WORDS[e.tag] or e.text or "" for e in paragraph.iter(*_WORDS))  # type: ignore[attr-defined]
    return _STROKE.sub(lambda found: "/" if "/" in found.group() else "", " ".join("".join(parts).split()))

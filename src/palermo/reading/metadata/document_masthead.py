"""Title, date and publisher of a document beside what a UN masthead prints."""

import re
from collections.abc import Sequence
from dataclasses import replace

from palermo.reading.masthead import masthead
from palermo.reading.metadata.covers import Cover
from palermo.reading.metadata.declared import DeclaredMetadata
from palermo.reading.metadata.document_date import choose_date
from palermo.reading.metadata.publisher import choose_publisher
from palermo.reading.metadata.titles import choose_title
from palermo.reading.pieces import Piece
from palermo.statements import Masthead


def extract_masthead(
    pieces: Sequence[Piece], declared: DeclaredMetadata, cover: Cover, language: str
) -> Masthead:
    """Extract what a document states about itself; what a UN masthead prints goes before all else."""
    printed = masthead(pieces)
    title = printed.title or choose_title(declared, pieces, cover)
    return replace(
        printed,
        title=re.sub(r"[*∗†‡]+$", "", title) if title else None,
        date=printed.date or choose_date(declared, pieces, cover, title),
        publisher=printed.organ or choose_publisher(declared, pieces, cover, title, language),
    )

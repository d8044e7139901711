"""Blocks to passages: joins hyphenated words, and adds headings, ids and languages."""

import re
from collections.abc import Iterator, Sequence

from palermo.reading.dehyphenation import Dehyphenator
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.language_detection import detect_languages
from palermo.statements import Passage, PassageKind, compute_passage_id_from_folded, normalise_single_line

_FOOTNOTE_SIGNS = re.compile(r"[\s*∗†‡]+$")
MAX_HEADING_CHARS = 160
"""Maximum characters of a heading in the trail of headings of a passage."""


def join_hyphenated_blocks(document_blocks: Sequence[DocumentBlock]) -> list[DocumentBlock]:
    """Join words broken over lines; blocks without words, and lone surrogates, are removed."""
    hyphens = Dehyphenator(block.text for block in document_blocks)
    texts = [_drop_surrogates(hyphens.join_hyphenated(block.text)) for block in document_blocks]
    return [
        block if block.text == text else block.replace_text(text)
        for block, text in zip(document_blocks, texts, strict=True)
        if text
    ]


def _drop_surrogates(text: str) -> str:
    """Return a text that can be encoded as UTF-8: PDFs with damaged character maps give lone surrogates."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")


def build_passages(
    document: str, document_blocks: Sequence[DocumentBlock], cover_count: int = 0
) -> tuple[tuple[Passage, ...], str]:
    """Return a document's blocks as passages, and its language.

    The first `cover_count` blocks belong to a cover page, whose headings do not apply to later passages.
    """
    spoken, document_language = detect_languages([block.text for block in document_blocks])
    occurrences: dict[str, int] = {}
    passages = []
    for ordinal, (block, trail) in enumerate(_attach_heading_trails(document_blocks, cover_count)):
        folded = normalise_single_line(block.text)
        occurrence = occurrences.get(folded, 0)
        passages.append(
            Passage(
                id=compute_passage_id_from_folded(document, folded, occurrence),
                document=document,
                ordinal=ordinal,
                page=block.page,
                paragraph=block.number,
                kind=block.kind,
                headings=trail,
                language=spoken[ordinal],
                text=block.text,
                boxes=block.boxes,
            )
        )
        occurrences[folded] = occurrence + 1
    return tuple(passages), document_language


def _attach_heading_trails(
    document_blocks: Sequence[DocumentBlock], cover_count: int
) -> Iterator[tuple[DocumentBlock, tuple[str, ...]]]:
    """Yield each block with its headings, outermost first; for a cell, the last one is its column heading."""
    above: list[tuple[int, str]] = []
    trail: tuple[str, ...] = ()
    for index, block in enumerate(document_blocks):
        if block.kind is PassageKind.HEADING:
            level = block.level or 1
            above = [x for x in above if x[0] < level]
            yield block, tuple(text for _, text in above)
            if index >= cover_count:
                above.append((level, _format_heading(block)))
            trail = tuple(text for _, text in above)
        elif block.header:
            yield block, (*trail, _shorten(" ".join(block.header.split())))
        else:
            yield block, trail


def _format_heading(document_block: DocumentBlock) -> str:
    words = _FOOTNOTE_SIGNS.sub("", document_block.text)
    text = f"{document_block.number}. {words}" if document_block.number else words
    return _shorten(text)


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_HEADING_CHARS else text[: MAX_HEADING_CHARS - 1].rstrip() + "…"

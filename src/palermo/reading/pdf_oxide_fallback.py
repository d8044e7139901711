"""Fallback for PDFs that PDFium refuses or finds no text in: pdf-oxide repairs and reads them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pdf_oxide

from palermo.reading import text as plain_text
from palermo.reading.document_blocks import DocumentBlock

MAX_PAGES = 5_000
MIN_LETTERS = 20
"""Minimum letters of a document: an encrypted one comes back as empty pages, which is a failure."""
MAX_STRANGE_SHARE = 0.1
"""Share of meaningless characters above which the text counts as damaged."""
_STRANGE_CHARS = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\ue000-\uf8ff]")


def read_blocks(content: bytes) -> tuple[list[DocumentBlock], int] | None:
    """Return plain paragraphs with their pages, and the number of pages, or None if no text is found.

    Missing pages are left out. There are no boxes, and no headings except those in capitals.
    """
    pages = list(_extract_page_texts(content))
    full_text = "".join(pages)
    char_count = sum(not c.isspace() for c in full_text)
    if (
        sum(map(str.isalpha, full_text)) < max(MIN_LETTERS, char_count / 3)
        or len(_STRANGE_CHARS.findall(full_text)) > MAX_STRANGE_SHARE * char_count
    ):
        return None
    repeated = _find_running_line_keys(pages)
    blocks = []
    for number, page in enumerate(pages, 1):
        remaining_text = "\n".join(line for line in page.splitlines() if _compute_line_key(line) not in repeated)
        blocks += [replace(block, page=number) for block in plain_text.split_paragraphs(remaining_text)]
    return (blocks, len(pages)) if blocks else None


def _extract_page_texts(content: bytes) -> Iterator[str]:
    """Return the text of each page; empty for one that cannot be read."""
    try:
        document = pdf_oxide.PdfDocument.from_bytes(content)
        count = min(int(document.page_count()), MAX_PAGES)
    except (RuntimeError, ValueError, OSError):
        return
    for index in range(count):
        try:
            yield str(document.extract_text(index))
        except (RuntimeError, ValueError, OSError):
            yield ""


def _find_running_line_keys(pages: Sequence[str]) -> frozenset[str]:
    """Return running heads and feet: first and last lines of at least three pages, ignoring digits."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [line for line in page.splitlines() if line.strip()]
        counts.update({_compute_line_key(line) for line in [*lines[:2], *lines[-2:]]})
    return frozenset(key for key, count in counts.items() if count >= 3)


def _compute_line_key(raw_line: str) -> str:
    return re.sub(r"\d+", "#", "".join(raw_line.split()).lower())

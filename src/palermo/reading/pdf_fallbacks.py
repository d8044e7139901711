"""Fallbacks for PDFs without text: pdf-oxide, then Tesseract on pages that are pictures."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pdf_oxide

from palermo.errors import DocumentFailed, NoText, Unreadable
from palermo.reading import ocr, pdf
from palermo.reading import text as plain_text
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.ocr import MAX_BLANK_PAGE_CHARS
from palermo.reading.tesseract import find_tesseract
from palermo.statements import RecognisedPage

MAX_PAGES = 5_000
MIN_LETTERS = 20
"""Minimum letters of a document: an encrypted one comes back as empty pages, which is a failure."""
MAX_STRANGE_SHARE = 0.1
"""Share of meaningless characters above which the text counts as damaged."""
_STRANGE_CHARS = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\ue000-\uf8ff]")


def recover_blocks(content: bytes) -> tuple[list[DocumentBlock], int] | None:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatResult:
    """A document's blocks and how they were obtained."""

    document_blocks: list[DocumentBlock]
    pages: int | None
    recovered: bool = False
    """Whether the file is damaged, so that parts of it may be missing."""
    recognised: tuple[RecognisedPage, ...] = ()
    """Pages that are pictures, whose text comes from optical character recognition."""

    @classmethod
    def from_blocks(cls, document_blocks: list[DocumentBlock], pages: int | None) -> "FormatResult":
        """Return the blocks of a format's reader without fallbacks."""
        return cls(document_blocks=document_blocks, pages=pages)


def read_blocks(content: bytes) -> FormatResult:
    """Read a PDF with all fallbacks; raises Unreadable, TooLarge or NoText with the first failure."""
    try:
        blocks, pages = pdf.read_blocks(content)
    except Unreadable as error:
        return _recover_blocks(content, error)
    except NoText as error:
        return _recognise_document(content, error)
    return _add_recognised_pages(content, blocks, pages)


def _recover_blocks(content: bytes, error: DocumentFailed) -> FormatResult:
    tried = recover_blocks(content) if pdf.matches(content, "") and b"/Encrypt" not in content else None
    if tried is None:
        raise error
    return FormatResult(document_blocks=tried[0], pages=tried[1], recovered=True)


def _recognise_document(content: bytes, error: NoText) -> FormatResult:
    pages = pdf.count_pages(content)
    pictures = ocr.find_picture_pages(content, range(1, pages + 1))
    if not pictures:
        return _recover_blocks(content, error)
    if not find_tesseract():
        reason = f"{_format_picture_count(len(pictures))} no text, and Tesseract is not installed to recognise it"
        hint = "Install tesseract with the languages ara, chi_sim, eng, fra, rus and spa, or use a version with text"
        raise NoText(error.subject, reason, hint)
    read = list(ocr.recognise_pages(content, pictures))
    if not read:
        reason = f"{_format_picture_count(len(pictures))} no text, and Tesseract recognises none on them"
        raise NoText(error.subject, reason, "Use a version with text, or a clearer scan")
    return FormatResult(
        document_blocks=[p for page in read for p in page.document_blocks],
        pages=pages,
        recognised=_list_recognised_pages(read),
    )


def _add_recognised_pages(content: bytes, document_blocks: list[DocumentBlock], pages: int) -> FormatResult:
    """Add the text of pages that are pictures; without Tesseract they stay empty."""
    bare = _find_bare_pages(document_blocks, pages)
    pictures = ocr.find_picture_pages(content, bare) if bare and find_tesseract() else []
    if not pictures:
        return FormatResult.from_blocks(document_blocks, pages)
    read = list(ocr.recognise_pages(content, pictures))
    joined = sorted(
        [*document_blocks, *(p for page in read for p in page.document_blocks)], key=lambda block: block.page or 0
    )
    return FormatResult(document_blocks=joined, pages=pages, recognised=_list_recognised_pages(read))


def _find_bare_pages(document_blocks: Sequence[DocumentBlock], pages: int) -> set[int]:
    """Return pages with almost no text; a paragraph over several pages counts for each of them."""
    letters = dict.fromkeys(range(1, pages + 1), 0)
    for block in document_blocks:
        for page in {box.page for box in block.boxes} | {block.page or 1}:
            letters[page] += len(block.text)
    return {page for page, count in letters.items() if count <= MAX_BLANK_PAGE_CHARS}


def _list_recognised_pages(recognitions: Sequence[ocr.PageRecognition]) -> tuple[RecognisedPage, ...]:
    return tuple(RecognisedPage(page=page.page, confidence=page.confidence) for page in recognitions)


def _format_picture_count(count: int) -> str:
    return "its page with a picture holds" if count == 1 else f"its {count:,} pages with pictures hold"

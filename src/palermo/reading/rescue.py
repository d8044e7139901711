"""What is done where a PDF gives no text of its own: the second try, then Tesseract on pages that are pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from palermo.errors import DocumentFailed, NoText, Unreadable
from palermo.reading import ocr, pdf, second_try
from palermo.reading.ocr.pages import FEW
from palermo.reading.pieces import Piece
from palermo.statements import Recognised


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A document's pieces, and how they were had."""

    pieces: list[Piece]
    pages: int | None
    recovered: bool = False
    """Whether the file is damaged, so that parts of it may be missing."""
    recognised: tuple[Recognised, ...] = ()
    """Pages that are pictures, on which the words were recognised."""

    @classmethod
    def of(cls, pieces: list[Piece], pages: int | None) -> "Found":
        """What a format's reader found by itself."""
        return cls(pieces=pieces, pages=pages)


def pieces(content: bytes) -> Found:
    """Read a PDF by all means that there are; raises Unreadable, TooLarge or NoText with what failed first."""
    try:
        found, pages = pdf.pieces(content)
    except Unreadable as error:
        return _recovered(content, error)
    except NoText as error:
        return _without_text(content, error)
    return _with_pictures(content, found, pages)


def _recovered(content: bytes, error: DocumentFailed) -> Found:
    tried = second_try.pieces(content) if pdf.matches(content, "") and b"/Encrypt" not in content else None
    if tried is None:
        raise error
    return Found(pieces=tried[0], pages=tried[1], recovered=True)


def _without_text(content: bytes, error: NoText) -> Found:
    pages = pdf.page_count(content)
    pictures = ocr.picture_pages(content, range(1, pages + 1))
    if not pictures:
        return _recovered(content, error)
    if not ocr.available():
        reason = f"{_pictures(len(pictures))} no text, and there is no Tesseract to read them"
        mend = "Install tesseract with the languages ara, chi_sim, eng, fra, rus and spa, or give a version with text"
        raise NoText(error.thing, reason, mend)
    read = list(ocr.recognised(content, pictures))
    if not read:
        reason = f"{_pictures(len(pictures))} no text, and Tesseract finds no words on them"
        raise NoText(error.thing, reason, "Give a version with text, or a clearer scan")
    return Found(pieces=[p for page in read for p in page.pieces], pages=pages, recognised=_marks(read))


def _with_pictures(content: bytes, found: list[Piece], pages: int) -> Found:
    """Add what stands on pages that are pictures among pages with text; without Tesseract they stay empty."""
    bare = _bare(found, pages)
    pictures = ocr.picture_pages(content, bare) if bare and ocr.available() else []
    if not pictures:
        return Found.of(found, pages)
    read = list(ocr.recognised(content, pictures))
    joined = sorted([*found, *(p for page in read for p in page.pieces)], key=lambda piece: piece.page or 0)
    return Found(pieces=joined, pages=pages, recognised=_marks(read))


def _bare(found: Sequence[Piece], pages: int) -> set[int]:
    """Pages on which nearly nothing stands; a paragraph that runs on counts for each page that it stands on."""
    letters = dict.fromkeys(range(1, pages + 1), 0)
    for piece in found:
        for page in {box.page for box in piece.boxes} | {piece.page or 1}:
            letters[page] += len(piece.text)
    return {page for page, count in letters.items() if count <= FEW}


def _marks(read: Sequence[ocr.Recognition]) -> tuple[Recognised, ...]:
    return tuple(Recognised(page=page.page, confidence=page.confidence) for page in read)


def _pictures(count: int) -> str:
    return "its page with a picture holds" if count == 1 else f"its {count:,} pages with pictures hold"

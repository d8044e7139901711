"""Bytes to passages: one file per format, an explicit list of formats."""

from pathlib import PurePosixPath
from types import ModuleType

from palermo.errors import NoText, UnknownFormat, Unreadable
from palermo.reading import delimited, docx, html, markdown, pdf, pdf_fallbacks, text, xlsx
from palermo.reading.assembly import build_passages, join_hyphenated_blocks
from palermo.reading.metadata.covers import Cover
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.document_masthead import extract_masthead
from palermo.reading.metadata.front_matter import read_front_matter
from palermo.reading.metadata.pdf_info import read_pdf_cover, read_pdf_metadata
from palermo.reading.metadata.word_properties import read_word_metadata
from palermo.reading.parsed_document import ParsedDocument
from palermo.reading.un_masthead import count_cover_blocks
from palermo.statements import Masthead, PassageKind, compute_document_id

FORMATS = (pdf, docx, xlsx, html, delimited, markdown, text)
"""Asked in this order; each has MEDIA_TYPE, ENDINGS, matches(head, name) and read_blocks(content)."""

TABLE_FORMATS = (xlsx, delimited)
"""Formats whose passages are rows: they have no title block."""
SUPPORTED_FORMATS_REMEDY = "Give PDF, DOCX, XLSX, CSV, HTML or plain text"
ARCHIVE_REMEDY = "Unpack it, or add it: palermo add ARCHIVE"


def read(content: bytes, source: str) -> ParsedDocument:
    """Read one document whole and in order; raises DocumentFailed with reason and mend where it cannot."""
    if not content:
        raise Unreadable(source, "the file is empty", "Fetch it again")
    ending = PurePosixPath(source).suffix.lower()
    form = next((f for f in FORMATS if f.matches(content[:4096], source)), None)
    if form is None:
        raise UnknownFormat(
            source, "no reader knows these bytes", ARCHIVE_REMEDY if _is_zip(content) else SUPPORTED_FORMATS_REMEDY
        )
    claimed = next((f for f in FORMATS if ending in f.ENDINGS), None)
    if claimed in (pdf, docx, xlsx) and form in (html, text):
        said = f"its name says {ending[1:].upper()}, its bytes say {'HTML' if form is html else 'text'}"
        raise Unreadable(source, said, "Fetch it again, or give it its right ending")
    found = (
        pdf_fallbacks.read_blocks(content)
        if form is pdf
        else pdf_fallbacks.FormatResult.from_blocks(*form.read_blocks(content))
    )
    pieces = join_hyphenated_blocks(found.document_blocks)
    if not pieces:
        raise NoText(source, "it holds no words", "Give a file with content")
    document = compute_document_id(content)
    numbered, language = build_passages(document, pieces, count_cover_blocks(pieces))
    tabs = form is xlsx  # the names of a workbook's sheets are no titles
    cover = read_pdf_cover(content) if form is pdf else Cover()
    head = (
        Masthead()
        if form in TABLE_FORMATS
        else extract_masthead(pieces, _read_declared_metadata(form, content), cover, language)
    )
    heading = next((p.text for p in pieces if p.kind is PassageKind.HEADING and not (tabs and p.level == 1)), None)
    return ParsedDocument(
        document=document,
        media_type=form.MEDIA_TYPE,
        size=len(content),
        pages=found.pages,
        language=language,
        masthead=head,
        title=head.title or heading or PurePosixPath(source).stem,
        passages=numbered,
        recovered=found.recovered,
        recognised=found.recognised,
    )


def _read_declared_metadata(form: ModuleType, content: bytes) -> DeclaredMetadata:
    """What a file declares about itself, by its format."""
    if form is pdf:
        return read_pdf_metadata(content)
    if form is docx:
        return read_word_metadata(content)
    if form is html:
        return html.read_metadata(content)
    return read_front_matter(text.decode(content).replace("\r\n", "\n")) if form is markdown else DeclaredMetadata()


def _is_zip(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")

"""Bytes to passages: one file per format, an explicit list of formats."""

from pathlib import PurePosixPath
from types import ModuleType

from palermo.errors import NoText, UnknownFormat, Unreadable
from palermo.reading import delimited, docx, html, markdown, pdf, rescue, text, xlsx
from palermo.reading.assembly import mended, passages
from palermo.reading.masthead import cover_length
from palermo.reading.metadata.covers import Cover
from palermo.reading.metadata.declared import DeclaredMetadata
from palermo.reading.metadata.document_masthead import extract_masthead
from palermo.reading.metadata.front_matter import read_front_matter
from palermo.reading.metadata.pdf_info import read_cover, read_info
from palermo.reading.metadata.word_properties import read_properties
from palermo.reading.readings import Reading
from palermo.statements import Masthead, PassageKind, document_id

FORMATS = (pdf, docx, xlsx, html, delimited, markdown, text)
"""Asked in this order; each has MEDIA_TYPE, ENDINGS, matches(head, name) and pieces(content)."""

TABLES = (xlsx, delimited)
"""Formats whose passages are rows: they have no title block."""
GIVEN = "Give PDF, DOCX, XLSX, CSV, HTML or plain text"
ARCHIVED = "Unpack it, or add it: palermo add ARCHIVE"


def read(content: bytes, source: str) -> Reading:
    """Read one document whole and in order; raises DocumentFailed with reason and mend where it cannot."""
    if not content:
        raise Unreadable(source, "the file is empty", "Fetch it again")
    ending = PurePosixPath(source).suffix.lower()
    form = next((f for f in FORMATS if f.matches(content[:4096], source)), None)
    if form is None:
        raise UnknownFormat(source, "no reader knows these bytes", ARCHIVED if _is_zip(content) else GIVEN)
    claimed = next((f for f in FORMATS if ending in f.ENDINGS), None)
    if claimed in (pdf, docx, xlsx) and form in (html, text):
        said = f"its name says {ending[1:].upper()}, its bytes say {'HTML' if form is html else 'text'}"
        raise Unreadable(source, said, "Fetch it again, or give it its right ending")
    found = rescue.pieces(content) if form is pdf else rescue.Found.of(*form.pieces(content))
    pieces = mended(found.pieces)
    if not pieces:
        raise NoText(source, "it holds no words", "Give a file with content")
    document = document_id(content)
    numbered, language = passages(document, pieces, cover_length(pieces))
    tabs = form is xlsx  # the names of a workbook's sheets are no titles
    cover = read_cover(content) if form is pdf else Cover()
    head = Masthead() if form in TABLES else extract_masthead(pieces, _declared(form, content), cover, language)
    heading = next((p.text for p in pieces if p.kind is PassageKind.HEADING and not (tabs and p.level == 1)), None)
    return Reading(
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


def _declared(form: ModuleType, content: bytes) -> DeclaredMetadata:
    """What a file declares about itself, by its format."""
    if form is pdf:
        return read_info(content)
    if form is docx:
        return read_properties(content)
    if form is html:
        return html.metadata(content)
    return read_front_matter(text.decode(content).replace("\r\n", "\n")) if form is markdown else DeclaredMetadata()


def _is_zip(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")

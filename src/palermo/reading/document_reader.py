"""The formats that can be read, one module each, and the steps that all formats share."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import PurePosixPath
from types import ModuleType

from palermo.errors import NoText, UnknownFormat, Unreadable
from palermo.reading import docx, html, iati, markdown, ocds, pdf, pdf_fallbacks, text, xlsx
from palermo.reading.assembly import build_passages, join_hyphenated_blocks
from palermo.reading.document_blocks import DocumentBlock, split_long_blocks
from palermo.reading.file_types import FILE_TYPES, SIGNATURE_BYTES, ZIP_SIGNATURE
from palermo.reading.metadata.covers import Cover
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.document_masthead import extract_masthead
from palermo.reading.metadata.file_properties import read_pdf_cover, read_pdf_metadata, read_word_metadata
from palermo.reading.metadata.front_matter import read_front_matter
from palermo.reading.metadata.titles import is_heading_of_a_part
from palermo.reading.parsed_document import TABLE_MEDIA_TYPES, ParsedDocument
from palermo.reading.un_masthead import count_cover_blocks
from palermo.statements import Masthead, PassageKind, compute_document_id

FORMATS: tuple[ModuleType, ...] = tuple(import_module(f"palermo.reading.{item.name}") for item in FILE_TYPES)
"""The modules of FILE_TYPES, tried in this order.

Each has MEDIA_TYPE, ENDINGS, matches(head, name) and read_blocks(content).
"""

METADATA_READERS: Mapping[ModuleType, Callable[[bytes], DeclaredMetadata]] = {
    pdf: read_pdf_metadata,
    docx: read_word_metadata,
    html: html.read_metadata,
    markdown: lambda content: read_front_matter(text.decode(content).replace("\r\n", "\n")),
    text: lambda content: read_front_matter(text.decode(content).replace("\r\n", "\n")),
}
"""Readers of the metadata that a file declares, by format."""

MASTHEAD_READERS: Mapping[ModuleType, Callable[[bytes], Masthead]] = {
    iati: iati.read_masthead,
    ocds: ocds.read_masthead,
}
"""Readers of the mastheads of data that names its publisher and date, by format."""

SUPPORTED_FORMATS_REMEDY = f"Use {', '.join(item.label for item in FILE_TYPES[:-1])} or {FILE_TYPES[-1].label}"
ARCHIVE_REMEDY = "Unpack it, or add it: palermo add ARCHIVE"


def read(content: bytes, source: str) -> ParsedDocument:
    """Read one document; raises DocumentFailed with reason and hint."""
    if not content:
        raise Unreadable(source, "the file is empty", "Fetch it again")
    file_format = _detect_format(content, source)
    if file_format is pdf:
        result = pdf_fallbacks.read_blocks(content)
    else:
        result = pdf_fallbacks.FormatResult.from_blocks(*file_format.read_blocks(content))
    blocks = list(split_long_blocks(join_hyphenated_blocks(result.document_blocks)))
    if not blocks:
        raise NoText(source, "it has no text", "Use a file with content")
    document = compute_document_id(content)
    shown_blocks = markdown.remove_attributes(blocks) if file_format is markdown else blocks
    passages, language = build_passages(document, shown_blocks, count_cover_blocks(blocks))
    read_metadata = METADATA_READERS.get(file_format)
    declared = read_metadata(content) if read_metadata else DeclaredMetadata()
    masthead = _extract_masthead(file_format, content, blocks, declared, language)  # attributes tell menus from titles
    return ParsedDocument(
        document=document,
        media_type=file_format.MEDIA_TYPE,
        size=len(content),
        pages=result.pages,
        language=language,
        masthead=masthead,
        title=masthead.title or _find_first_heading(file_format, shown_blocks) or PurePosixPath(source).stem,
        passages=passages,
        recovered=result.recovered,
        recognised=result.recognised,
        is_digest=declared.is_digest,
    )


def _detect_format(content: bytes, source: str) -> ModuleType:
    """Return the format of the bytes.

    Raises UnknownFormat, and Unreadable if the name is that of another format.
    """
    file_format = next((f for f in FORMATS if f.matches(content[:SIGNATURE_BYTES], source)), None)
    if file_format is None:
        hint = ARCHIVE_REMEDY if content.startswith(ZIP_SIGNATURE) else SUPPORTED_FORMATS_REMEDY
        raise UnknownFormat(source, "its format is not supported", hint)
    suffix = PurePosixPath(source).suffix.lower()
    named_type = next((item for item in FILE_TYPES if suffix in item.suffixes), None)
    if named_type and named_type.is_binary and file_format in (html, text):
        content_type = "HTML" if file_format is html else "text"
        reason = f"its name is that of {suffix[1:].upper()}, its content is {content_type}"
        raise Unreadable(source, reason, "Fetch it again, or correct its suffix")
    return file_format


def _extract_masthead(
    file_format: ModuleType,
    content: bytes,
    blocks: Sequence[DocumentBlock],
    declared: DeclaredMetadata,
    language: str,
) -> Masthead:
    if read_masthead := MASTHEAD_READERS.get(file_format):
        return read_masthead(content)
    if file_format.MEDIA_TYPE in TABLE_MEDIA_TYPES:
        return Masthead()
    cover = read_pdf_cover(content) if file_format is pdf else Cover()
    return extract_masthead(blocks, declared, cover, language)


def _find_first_heading(file_format: ModuleType, blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the first heading unless it is that of a part; names of a workbook's sheets do not count."""
    headings = (block for block in blocks if block.kind is PassageKind.HEADING)
    first = next((block.text for block in headings if not (file_format is xlsx and block.level == 1)), "")
    return None if is_heading_of_a_part(first) else first

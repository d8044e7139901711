"""A text as a Word document with real heading styles; the same text gives the same bytes."""

import io
import zipfile
from datetime import datetime
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from digests.digest_texts import DigestBlock, DigestText
from digests.page_labels import get_page_labels
from palermo.languages import RTL_LANGUAGES
from palermo.statements import PassageKind

_FIXED_TIMESTAMP = datetime(2000, 1, 1)
"""Creation time of files, fixed so that the same text gives the same bytes."""


def render_docx(text: DigestText) -> bytes:
    """Render a text; numbers are printed as text before a tab, as in the original."""
    document = docx.Document()
    _set_properties(document, text)
    for block in text.blocks:
        _add_block(document, block)
    document.add_heading(get_page_labels(text.language).sources, 2)
    for number, address in enumerate(text.sources, start=1):
        document.add_paragraph(f"[{number}] {address}").paragraph_format.space_after = Pt(2)
    _add_header_and_footer(document, text)
    if text.language in RTL_LANGUAGES:
        _set_right_to_left(document)
    out = io.BytesIO()
    document.save(out)
    return _repack(out.getvalue())


def _set_properties(document: Any, text: DigestText) -> None:
    properties = document.core_properties
    properties.title, properties.subject, properties.language = text.title, text.work_title, text.language
    properties.author = properties.last_modified_by = "Palermo"
    properties.comments = get_page_labels(text.language).notice
    properties.created = properties.modified = _FIXED_TIMESTAMP
    language = OxmlElement("w:lang")
    language.set(qn("w:bidi" if text.language in RTL_LANGUAGES else "w:val"), text.language)
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def _add_block(document: Any, block: DigestBlock) -> None:
    if block.passage_kind is PassageKind.HEADING:
        document.add_heading(block.text, block.level or 1)
    elif block.passage_kind is PassageKind.ITEM:
        paragraph = document.add_paragraph(f"{block.number_label}\t{block.text}", style="List Paragraph")
        paragraph.paragraph_format.left_indent = Pt(28)
        paragraph.paragraph_format.first_line_indent = Pt(-22)
    else:
        document.add_paragraph(block.text)


def _add_header_and_footer(document: Any, text: DigestText) -> None:
    """Write the running header, and the page number as a field that Word fills."""
    section = document.sections[0]
    section.header.paragraphs[0].text = f"Palermo – {get_page_labels(text.language).notice}"
    run = section.footer.paragraphs[0].add_run()
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = " PAGE "
        run._r.append(element)


def _set_right_to_left(document: Any) -> None:
    """Set every paragraph and its runs from right to left."""
    for paragraph in document.paragraphs:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _repack(content: bytes) -> bytes:
    """Rewrite the archive with fixed times, as python-docx stamps its parts with the current time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _FIXED_TIMESTAMP.timetuple()[:6])
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(entry, old.read(name))
    return out.getvalue()

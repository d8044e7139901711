"""The masthead of a UN document, which Word files store in the header of the first page."""

import re
from collections.abc import Iterator

from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.un_masthead import DISTRIBUTION
from palermo.reading.word.package import WordPackage, parse_xml
from palermo.reading.word.xml_names import PARAGRAPH, w
from palermo.statements import PassageKind

_TEXT_TAGS = {w("t"): None, w("tab"): " ", w("br"): " "}
_STROKE = re.compile(r"(?<=\w)\s*/\s*(?=\w)|(?<=\))\s*(?=/)")
"""Symbols are set as a large letter and the rest: `A /81/6`."""


def read_masthead_blocks(package: WordPackage) -> Iterator[DocumentBlock]:
    """Return the lines of the header with distribution and original language; empty if there is none."""
    for part in package.read_page_headers():
        lines = [line for line in map(_read_line, parse_xml(part).iter(PARAGRAPH)) if line]
        if DISTRIBUTION.search(" ".join(lines)):
            yield from (DocumentBlock(kind=PassageKind.PARAGRAPH, text=line) for line in lines)
            return


def _read_line(paragraph: object) -> str:
    parts = (_TEXT_TAGS[e.tag] or e.text or "" for e in paragraph.iter(*_TEXT_TAGS))  # type: ignore[attr-defined]
    return _STROKE.sub(lambda match: "/" if "/" in match.group() else "", " ".join("".join(parts).split()))

"""Parts of a Word file that python-docx does not write: numbering, footnotes, direction, bookmarks."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from lxml import etree

HEADING_NUMBERING, PARAGRAPH_NUMBERING = 90, 91
"""Ids of the two lists of every file."""
_LEVELS = {
    HEADING_NUMBERING: (("upperRoman", "%1.", 0, 567),),
    PARAGRAPH_NUMBERING: (
        ("decimal", "%1.", 567, 567),
        ("lowerLetter", "(%2)", 1134, 567),
        ("lowerRoman", "(%3)", 1701, 567),
        ("lowerLetter", "(%4)", 2268, 567),
        ("lowerRoman", "(%5)", 2835, 567),
    ),
}
"""By list and level: format, printed form, indent and hang in twentieths of a point."""
MAX_LEVEL = 4
_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


def add_numbering(document: Document) -> None:
    """Add the list of headings and the multilevel list of paragraphs and items."""
    numbering: Any = document.part.numbering_part.element
    for number, levels in _LEVELS.items():
        numbering.insert(0, parse_xml(_build_abstract_list(number, levels)))
        concrete = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        numbering.append(parse_xml(concrete))


def _build_abstract_list(number: int, levels: Sequence[tuple[str, str, int, int]]) -> str:
    described = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{printed}"/>'
        f'<w:lvlJc w:val="start"/><w:pPr><w:ind w:start="{indent}" w:hanging="{hang}"/></w:pPr></w:lvl>'
        for n, (style, printed, indent, hang) in enumerate(levels)
    )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
        f"{described}</w:abstractNum>"
    )


def set_list_level(paragraph: Any, numbering: int, level: int) -> None:
    """Number a paragraph in one of the two lists."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = min(level, MAX_LEVEL)
    properties.get_or_add_numId().val = numbering


def set_right_to_left(paragraph: Any) -> None:
    """Set a paragraph from right to left."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        OxmlElement("w:bidi"), "w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )
    for run in paragraph.runs:
        run.font.rtl = True


def add_bookmark(element: Any, name: str, number: int) -> None:
    """Put a bookmark around the content of a paragraph's element."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    end.set(qn("w:id"), str(number))
    properties = element.find(qn("w:pPr"))
    element.insert(0 if properties is None else 1, start)
    element.append(end)


def add_footnote_styles(document: Document) -> None:
    """Add the styles of footnotes, which the default template lacks."""
    text = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.font.size = Pt(9)
    reference = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.superscript = True


class FootnoteCollector:
    """Collects the footnotes of a document and writes them as its footnotes part."""

    def __init__(self, document: Document, language: str, is_right_to_left: bool) -> None:
        self._document = document
        self._language = language
        self._is_right_to_left = is_right_to_left
        self._notes: list[Any] = []

    def add_reference(self, paragraph: Any, words: str, bookmark: tuple[str, int] | None) -> None:
        """Add a footnote, and its reference at the end of a paragraph."""
        number = str(len(self._notes) + 1)
        run = paragraph.add_run()
        run.style = "footnote reference"
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), number)
        run._r.append(reference)
        note = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="footnotetext"/>'
            f"{'<w:bidi/>' if self._is_right_to_left else ''}</w:pPr>"
            '<w:r><w:rPr><w:rStyle w:val="footnotereference"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:rPr>{"<w:rtl/>" if self._is_right_to_left else ""}<w:lang w:val="{self._language}"/></w:rPr>'
            '<w:t xml:space="preserve"></w:t></w:r></w:p></w:footnote>'
        )
        note.find(f".//{qn('w:t')}").text = f" {words}"
        if bookmark:
            add_bookmark(note.find(qn("w:p")), *bookmark)
        self._notes.append(note)

    def write_part(self) -> None:
        """Write the part, if there are footnotes."""
        if not self._notes:
            return
        root: Any = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for number, kind in _SEPARATORS:
            root.append(
                parse_xml(
                    f'<w:footnote {nsdecls("w")} w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
                    "</w:footnote>"
                )
            )
        root.extend(self._notes)

        package = self._document.part.package
        content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

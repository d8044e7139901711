"""Parts of a Word file that python-docx has no interface for.

These are footnotes, numbering, fields, bookmarks, languages and text directions.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_DIRECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from palermo.languages import LANGUAGE_TABLE, RTL_LANGUAGES

HEADING_LEVELS = 3
HEADING_NUMBERING, PARAGRAPH_NUMBERING = 90, 91
"""Ids of the lists of headings, and of paragraphs and items, in numbering.xml."""
_PARAGRAPH_LEVELS = (
    ("decimal", "%1.", 567),
    ("lowerLetter", "(%2)", 1134),
    ("lowerRoman", "(%3)", 1701),
    ("lowerLetter", "(%4)", 2268),
    ("lowerRoman", "(%5)", 2835),
)
"""By level: format, printed form, indent in twentieths of a point."""
_HANG = 567
"""Twentieths of a point by which the number of a paragraph hangs into the margin of its text."""
_LOCALES = {language.code: language.locale for language in LANGUAGE_TABLE}
_SEPARATORS = ("separator", "continuationSeparator")
"""Footnotes that every file has: the lines between text and footnotes."""
_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
"""Properties of a paragraph that the schema has after its direction."""


class FootnoteWriter:
    """Collects footnotes in one language, and stores them as a part of the file."""

    def __init__(self, language: str) -> None:
        self._language = language
        separators = "".join(
            f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for id, kind in enumerate(_SEPARATORS, -1)
        )
        self._root = parse_xml(f"<w:footnotes {nsdecls('w')}>{separators}</w:footnotes>")
        self._count = 0

    def add(self, paragraph: WordParagraph, text: str, bookmark: tuple[str, int] | None = None) -> None:
        """Set a reference at the end of a paragraph to a new footnote; a bookmark has a name and a number."""
        self._count += 1
        reference = paragraph.add_run()._r
        reference.append(_build_reference_style())
        reference.append(_build_element("w:footnoteReference", id=str(self._count)))
        footnote = _build_element("w:footnote", id=str(self._count))
        body, number, words = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:r")
        properties = OxmlElement("w:pPr")
        properties.append(_build_element("w:pStyle", val="FootnoteText"))
        number.append(_build_reference_style())
        number.append(OxmlElement("w:footnoteRef"))
        content = OxmlElement("w:t")
        content.text, content.attrib["{http://www.w3.org/XML/1998/namespace}space"] = f" {text}", "preserve"
        words.append(content)
        set_run_language(words, self._language)
        for part in (properties, number, words):
            body.append(part)
        if bookmark:
            add_bookmark(body, *bookmark)
        footnote.append(body)
        self._root.append(footnote)

    def store(self, document: WordDocument) -> None:
        """Add the part to the file, if there are footnotes."""
        if self._count:
            content = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
            name, package = PackURI("/word/footnotes.xml"), document.part.package
            document.part.relate_to(
                Part(name, CONTENT_TYPE.WML_FOOTNOTES, content, package), RELATIONSHIP_TYPE.FOOTNOTES
            )


def add_footnote_styles(document: WordDocument) -> None:
    """Add the styles of footnotes under the ids that Word gives them."""
    for xml in (
        '<w:style {ns} w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
        '<w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>',
        '<w:style {ns} w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
    ):
        document.styles.element.append(parse_xml(xml.format(ns=nsdecls("w"))))


def number_headings(document: WordDocument) -> None:
    """Number the styles Heading 1 to 3 as 1, 1.1, 1.1.1, so that Word renumbers them; not the title of the contents."""
    printed = (".".join(f"%{item + 1}" for item in range(level + 1)) for level in range(HEADING_LEVELS))
    levels = (
        f'<w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{level}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="start"/>'
        for level, text in enumerate(printed, 1)
    )
    _add_list(document, HEADING_NUMBERING, levels)
    for level in range(HEADING_LEVELS):
        _set_list_level(document.styles[f"Heading {level + 1}"].element.get_or_add_pPr(), HEADING_NUMBERING, level)
    _set_list_level(document.styles["TOC Heading"].element.get_or_add_pPr(), 0, 0)


def add_text_numbering(document: WordDocument) -> None:
    """Add the list of headings, as I, II, III, and the multilevel list of paragraphs and items of a formal text."""
    levels = [
        f'<w:numFmt w:val="{style}"/><w:lvlText w:val="{printed}"/><w:lvlJc w:val="start"/>'
        f'<w:pPr><w:ind w:start="{indent}" w:hanging="{_HANG}"/></w:pPr>'
        for style, printed, indent in (("upperRoman", "%1.", 0), *_PARAGRAPH_LEVELS)
    ]
    _add_list(document, HEADING_NUMBERING, levels[:1])
    _add_list(document, PARAGRAPH_NUMBERING, levels[1:])


def number_paragraph(paragraph: WordParagraph, numbering: int, level: int) -> None:
    """Number a paragraph in one of the two lists."""
    _set_list_level(paragraph._p.get_or_add_pPr(), numbering, min(level, len(_PARAGRAPH_LEVELS) - 1))


def _add_list(document: WordDocument, id: int, levels: Iterable[str]) -> None:
    """Add a multilevel list; each level is XML after its start."""
    numbering = document.part.numbering_part.element
    described = "".join(
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/>{level}</w:lvl>' for number, level in enumerate(levels)
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>{described}'
        "</w:abstractNum>"
    )
    numbering.insert(0, abstract)  # before every w:num, as the schema asks
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>'))


def _set_list_level(properties: Any, id: int, level: int) -> None:
    numbered = properties.get_or_add_numPr()
    numbered.get_or_add_ilvl().val = level
    numbered.get_or_add_numId().val = id


def add_bookmark(element: Any, name: str, number: int) -> None:
    """Put a bookmark around the content of a paragraph's element."""
    properties = element.find(qn("w:pPr"))
    element.insert(0 if properties is None else 1, _build_element("w:bookmarkStart", id=str(number), name=name))
    element.append(_build_element("w:bookmarkEnd", id=str(number)))


def add_field(paragraph: WordParagraph, instruction: str, text: str = "") -> None:
    """Add a field that Word updates, such as `PAGE` or `SEQ Table`; `text` is shown until then."""
    *start, end = _build_field(instruction)
    for run in start:
        paragraph._p.append(run)
    paragraph.add_run(text)
    paragraph._p.append(end)


def _build_field(instruction: str) -> Iterator[etree._Element]:
    """Yield the runs of a field: its start, its instruction, the start of what is shown, and its end."""
    words = OxmlElement("w:instrText")
    words.text = f" {instruction} "
    begin, separate, end = (_build_element("w:fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
    for part in (begin, words, separate, end):
        run = OxmlElement("w:r")
        run.append(part)
        yield run


def add_contents(document: WordDocument, entries: Iterable[tuple[int, str]]) -> None:
    """Add a table of contents that Word updates; until then it has the titles, each with its level, without pages."""
    field = list(_build_field(f'TOC \\o "1-{HEADING_LEVELS}" \\h \\z \\u'))
    for level in range(1, HEADING_LEVELS + 1):
        style = f'<w:style {nsdecls("w")} w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}"/>'
        indent = f'<w:pPr><w:spacing w:after="40"/><w:ind w:start="{(level - 1) * 300}"/></w:pPr>'
        document.styles.element.append(parse_xml(f'{style}<w:basedOn w:val="Normal"/>{indent}</w:style>'))
    paragraph = document.add_paragraph()
    for number, (level, title) in enumerate(entries):
        paragraph = document.add_paragraph(style=f"toc {level}") if number else paragraph
        paragraph.style = f"toc {level}"
        for run in field[:-1] if not number else ():
            paragraph._p.append(run)
        paragraph.add_run(title)
    paragraph._p.append(field[-1])


def number_pages(document: WordDocument) -> None:
    """Print the number of each page in the middle of its foot."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_field(paragraph, "PAGE", "1")


def ask_for_field_update(document: WordDocument) -> None:
    """Have Word update the table of contents when the file is opened."""
    document.settings.element.append(_build_element("w:updateFields", val="true"))


def set_language(document: WordDocument, language: str) -> None:
    """Set the language of all text, and the direction of the styles of a right-to-left language."""
    properties = document.styles["Normal"].element.get_or_add_rPr()
    code = _LOCALES[language]
    properties.append(_build_element("w:lang", val=code, eastAsia="zh-CN", bidi="ar-SA"))
    if language in RTL_LANGUAGES:
        paragraph = document.styles["Normal"].element.get_or_add_pPr()
        paragraph.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
        document.sections[0]._sectPr.insert_element_before(OxmlElement("w:bidi"), "w:rtlGutter", "w:docGrid")


def set_run_language(run_element: etree._Element, language: str) -> None:
    """Set a run's language, and its direction if the language is written from right to left.

    A run of names in Latin letters alone has no direction, which would mirror their hyphens and brackets.
    """
    properties = run_element.get_or_add_rPr()
    letters = {unicodedata.bidirectional(sign) for sign in run_element.text or ""}
    if language in RTL_LANGUAGES and ("L" not in letters or letters & {"R", "AL"}):
        properties.append(OxmlElement("w:rtl"))
    attribute = "bidi" if language in RTL_LANGUAGES else "val"
    properties.append(_build_element("w:lang", **{attribute: _LOCALES.get(language, language)}))


def add_table(document: WordDocument, rows: int, columns: int, language: str) -> Any:
    """Add a table with lines, whose first column is on the right in a right-to-left language."""
    table = document.add_table(rows, columns, "Table Grid")
    if language in RTL_LANGUAGES:
        table.table_direction = WD_TABLE_DIRECTION.RTL
    return table


def mark_header_row(row_element: etree._Element) -> None:
    """Mark a table's first row as its header, and repeat it on every page."""
    row_element.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _build_element(tag: str, **attributes: str) -> etree._Element:
    element: etree._Element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _build_reference_style() -> etree._Element:
    properties: etree._Element = OxmlElement("w:rPr")
    properties.append(_build_element("w:rStyle", val="FootnoteReference"))
    return properties

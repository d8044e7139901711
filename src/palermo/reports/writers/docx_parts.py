"""Parts of a Word file that python-docx has no interface for.

These are footnotes, numbered headings, fields, and text directions.
"""

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree

from palermo.statements import LANGUAGE_TABLE, RTL_LANGUAGES

FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
HEADING_LEVELS = 3
HEADING_NUMBERING_ID = "77"
"""Id of the numbering of headings in numbering.xml."""
WORD_LANGUAGES = {language.code: language.locale for language in LANGUAGE_TABLE}


_SEPARATORS = ("separator", "continuationSeparator")
"""Footnotes that every file has: the lines between text and footnotes."""


_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
"""Properties of a paragraph that the schema has after its direction."""


class FootnoteWriter:
    """Collects footnotes, and stores them as a part of the file."""

    def __init__(self) -> None:
        separators = "".join(
            f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for id, kind in enumerate(_SEPARATORS, -1)
        )
        self._root = parse_xml(f"<w:footnotes {nsdecls('w')}>{separators}</w:footnotes>")
        self._count = 0

    def add(self, paragraph: WordParagraph, text: str, is_rtl: bool) -> None:
        """Set a reference at the end of a paragraph to a new footnote."""
        self._count += 1
        reference = paragraph.add_run()._r
        reference.append(_build_reference_style())
        reference.append(_build_element("w:footnoteReference", id=str(self._count)))
        footnote = _build_element("w:footnote", id=str(self._count))
        body, number, words = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:r")
        properties = OxmlElement("w:pPr")
        properties.append(_build_element("w:pStyle", val="FootnoteText"))
        if is_rtl:
            properties.append(OxmlElement("w:bidi"))
        number.append(_build_reference_style())
        number.append(OxmlElement("w:footnoteRef"))
        content = OxmlElement("w:t")
        content.text, content.attrib["{http://www.w3.org/XML/1998/namespace}space"] = f" {text}", "preserve"
        words.append(content)
        for part in (properties, number, words):
            body.append(part)
        footnote.append(body)
        self._root.append(footnote)

    def store(self, document: WordDocument) -> None:
        """Add the part to the file."""
        content = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, content, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


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
    """Number the styles Heading 1 to 3 as 1, 1.1, 1.1.1, so that Word renumbers them."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{item + 1}" for item in range(level + 1))}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level in range(HEADING_LEVELS)
    )
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{HEADING_NUMBERING_ID}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    numbering.insert(0, abstract)  # before every w:num, as the schema asks
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{HEADING_NUMBERING_ID}">'
            f'<w:abstractNumId w:val="{HEADING_NUMBERING_ID}"/></w:num>'
        )
    )
    for level in range(HEADING_LEVELS):
        properties = document.styles[f"Heading {level + 1}"].element.get_or_add_pPr()
        numbered = properties.get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level
        numbered.get_or_add_numId().val = int(HEADING_NUMBERING_ID)


def add_field(paragraph: WordParagraph, instruction: str, text: str = "") -> None:
    """Add a field that Word updates, such as `TOC` or `SEQ Table`; `text` is shown until then."""
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run()
        run._r.append(_build_element("w:fldChar", fldCharType=kind))
        if kind == "begin":
            words = OxmlElement("w:instrText")
            words.text = f" {instruction} "
            paragraph.add_run()._r.append(words)
        elif kind == "separate" and text:
            paragraph.add_run(text)


def ask_for_field_update(document: WordDocument) -> None:
    """Have Word update the table of contents when the file is opened."""
    document.settings.element.append(_build_element("w:updateFields", val="true"))


def set_language(document: WordDocument, language: str) -> None:
    """Set the language of all text, and the direction of the styles of a right-to-left language."""
    properties = document.styles["Normal"].element.get_or_add_rPr()
    code = WORD_LANGUAGES[language]
    properties.append(_build_element("w:lang", val=code, eastAsia="zh-CN", bidi="ar-SA"))
    if language in RTL_LANGUAGES:
        paragraph = document.styles["Normal"].element.get_or_add_pPr()
        paragraph.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
        document.sections[0]._sectPr.insert_element_before(OxmlElement("w:bidi"), "w:rtlGutter", "w:docGrid")


def set_run_language(run_element: etree._Element, language: str) -> None:
    """Set a run's language, and its direction if the language is written from right to left."""
    properties = run_element.get_or_add_rPr()
    if language in RTL_LANGUAGES:
        properties.append(OxmlElement("w:rtl"))
    attribute = "bidi" if language in RTL_LANGUAGES else "val"
    properties.append(_build_element("w:lang", **{attribute: WORD_LANGUAGES.get(language, language)}))


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

"""A joint text as Akoma Ntoso 3.0, the OASIS standard for legislative and parliamentary documents."""

from typing import Any

from lxml import etree

from palermo.joint_texts.enums import ParagraphKind
from palermo.languages import LANGUAGE_BY_CODE
from palermo.publishing.joint_text_files.text_layout import NotePart, TextBlock, TextLayout

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def write_akoma_ntoso(layout: TextLayout, address: str, date: str) -> bytes:
    """Return the text as XML.

    `address` is its permanent page, `date` the day of issue or of the version (ISO).
    """
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    statement = _add(root, "statement", name=layout.kind)
    _add_meta(statement, layout, address, date)
    preface = _add(statement, "preface")
    _add(_add(preface, "p"), "docTitle").text = layout.title
    body = _add(statement, "mainBody")
    _BodyWriter(layout).write(body)
    if not len(body):
        _add(body, "p")  # the standard allows no empty body
    if layout.roll:
        _add_roll(_add(statement, "conclusions"), layout)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", **attributes)


def _add_meta(statement: Any, layout: TextLayout, address: str, date: str) -> None:
    """Add work, expression and manifestation, as FRBR names the text, its language and its file."""
    known = LANGUAGE_BY_CODE.get(layout.language)
    language = known.iso_639_3 if known else layout.language
    base = f"/akn/un/statement/{layout.kind}/{date}/{layout.id}"
    meta = _add(statement, "meta")
    identification = _add(meta, "identification", source="#palermo")
    versions = {"FRBRWork": base, "FRBRExpression": f"{base}/{language}@{date}", "FRBRManifestation": f"{base}.xml"}
    for tag, address_of_version in versions.items():
        version = _add(identification, tag)
        _add(version, "FRBRthis", value=f"{address_of_version}/!main")
        _add(version, "FRBRuri", value=address_of_version)
        if tag == "FRBRWork":
            _add(version, "FRBRalias", value=address, name="permanent-page")
        _add(version, "FRBRdate", date=date, name="issue")
        _add(version, "FRBRauthor", href="#group")
        if tag == "FRBRWork":
            _add(version, "FRBRcountry", value="un")
        if tag == "FRBRExpression":
            _add(version, "FRBRlanguage", language=language)
    references = _add(meta, "references", source="#palermo")
    _add(
        references, "TLCOrganization", eId="group", href="/ontology/organization/group", showAs=layout.group or "Group"
    )
    _add(references, "TLCOrganization", eId="palermo", href="/ontology/organization/palermo", showAs="Palermo")


def _add_roll(conclusions: Any, layout: TextLayout) -> None:
    for entry in layout.roll:
        block = _add(conclusions, "p")
        block.text = f"{entry.head_name}, {entry.head_title}, {entry.entity}, {entry.date}"


class _BodyWriter:
    """Writes blocks as sections, numbered paragraphs, and lists below their introduction."""

    def __init__(self, layout: TextLayout) -> None:
        self._layout = layout
        self._notes = 0

    def write(self, body: Any) -> None:
        """Fill the body."""
        container = body
        for block in self._layout.blocks:
            if block.kind is ParagraphKind.HEADING:
                container = _add(body, "section", eId=f"sec_{block.id}")
                _add(container, "num").text = block.number
                self._fill(_add(container, "heading"), block.text)
            elif not block.parent:
                self._add_paragraph(container, block)

    def _add_paragraph(self, container: Any, block: TextBlock, tag: str = "paragraph") -> None:
        """Add a paragraph or an item with its items."""
        element = _add(container, tag, eId=f"para_{block.id}")
        if block.number:
            _add(element, "num").text = block.number
        items = [child for child in self._layout.blocks if child.parent == block.id]
        if not items:
            content = _add(element, "content")
            if block.kind is ParagraphKind.TABLE:
                self._add_table(content, block)
            else:
                self._fill(_add(content, "p"), block.text)
            return
        listed = _add(element, "list", eId=f"list_{block.id}")
        self._fill(_add(_add(listed, "intro"), "p"), block.text)
        for item in items:
            self._add_paragraph(listed, item, "point")

    def _add_table(self, content: Any, block: TextBlock) -> None:
        table = _add(content, "table")
        for row in block.rows:
            line = _add(table, "tr")
            for cell in row:
                self._fill(_add(_add(line, "td"), "p"), cell)

    def _fill(self, element: Any, text: str) -> None:
        """Add text, and footnotes as authors' notes."""
        last: Any = None
        for part in self._layout.split_notes(text):
            if isinstance(part, NotePart):
                self._notes += 1
                last = _add(element, "authorialNote", marker=str(self._notes), placement="bottom")
                _add(last, "p").text = part.words
            elif last is None:
                element.text = (element.text or "") + part
            else:
                last.tail = (last.tail or "") + part

"""Structure tags of a PDF, so that readers and screen readers know the role of each part.

ReportLab draws no tags. This canvas writes marks around what is drawn, and at the end the tree of structure elements
that they belong to, with the number tree by which a page finds the elements of its marks (PDF 32000-1, 14.7).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph


class PdfStructureElement:
    """A structure element: its type, and its parts and marks in reading order."""

    def __init__(self, structure_type: str) -> None:
        self.kind = structure_type
        """A standard structure type, such as `H1` or `LI`."""
        self.parts: list[PdfStructureElement | tuple[int, int]] = []
        """Elements within it, or marks: page (0-based) and number of the mark on that page."""

    def add_child(self, structure_type: str) -> "PdfStructureElement":
        """Add an element as the last part of this one and return it."""
        part = PdfStructureElement(structure_type)
        self.parts.append(part)
        return part


class TaggedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that marks what is drawn, and writes the structure tree when it is saved."""

    def __init__(self, *arguments: Any, root: PdfStructureElement, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._root = root
        self._marked: list[list[PdfStructureElement]] = [[]]

    @contextmanager
    def mark_content(self, tag: PdfStructureElement) -> Iterator[None]:
        """Mark everything drawn in this context as content of a tag."""
        elements = self._marked[-1]
        tag.parts.append((len(self._marked) - 1, len(elements)))
        self._code.append(f"/{tag.kind} <</MCID {len(elements)}>> BDC")
        elements.append(tag)
        yield
        self._code.append("EMC")

    @contextmanager
    def mark_artifact(self) -> Iterator[None]:
        """Mark everything drawn in this context as no part of the text, such as a running header."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802 - the name is ReportLab's
        """Close a page; marks are numbered from 0 on the next one."""
        super().showPage()
        self._marked.append([])

    def save(self) -> None:
        """Write the tree, then the file."""
        if self._code:
            self.showPage()
        document = self._doc
        references: dict[int, PDFObjectReference] = {}
        top = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        pages = [document.Reference(page) for page in document.Pages.pages]
        top["K"] = self._write_element(self._root, document.Reference(top), pages, references)
        numbers: list[Any] = []
        for number, (page, tags) in enumerate(zip(document.Pages.pages, self._marked, strict=False)):
            numbers += [number, PDFArray([references[id(tag)] for tag in tags])]
            page.__Defaults__ = {**page.__Defaults__, "StructParents": number}
        top["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        top["ParentTreeNextKey"] = len(pages)
        document.Catalog.StructTreeRoot = top
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        super().save()

    def _write_element(
        self,
        tag: PdfStructureElement,
        parent: PDFObjectReference,
        pages: list[PDFObjectReference],
        references: dict[int, PDFObjectReference],
    ) -> PDFObjectReference:
        element = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(tag.kind), "P": parent})
        references[id(tag)] = own = self._doc.Reference(element)
        if tag is self._root:
            element["Lang"] = PDFString(self._doc.Catalog.Lang)
        if tag.kind == "TH":
            element["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName("Column")})
        element["K"] = PDFArray(
            [
                self._write_element(part, own, pages, references)
                if isinstance(part, PdfStructureElement)
                else PDFDictionary({"Type": PDFName("MCR"), "Pg": pages[part[0]], "MCID": part[1]})
                for part in tag.parts
            ]
        )
        return own


class TaggedParagraph(Paragraph):  # type: ignore[misc]  # ReportLab has no types
    """A paragraph that is drawn under its tag.

    If it continues in another column or page, all its parts have this tag.
    """

    tag: PdfStructureElement

    @classmethod
    def from_tag(cls, tag: PdfStructureElement, *arguments: Any, **options: Any) -> "TaggedParagraph":
        """Create a paragraph with its tag."""
        paragraph = cls(*arguments, **options)
        paragraph.tag = tag
        return paragraph

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split the paragraph where a frame ends."""
        parts: list[Flowable] = super().split(width, height)
        for part in parts:
            part.tag = self.tag
        return parts

    def draw(self) -> None:
        """Draw the paragraph on a TaggedCanvas."""
        with self.canv.mark_content(self.tag):
            super().draw()

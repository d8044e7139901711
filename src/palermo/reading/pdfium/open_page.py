"""An open page and its text; pypdfium2's own objects take longer to create than some pages to read."""

import ctypes
from codecs import utf_16_le_decode
from functools import lru_cache
from types import TracebackType

import pypdfium2
import pypdfium2.raw as pdfium


@lru_cache(maxsize=4)
def _allocate_buffer(size: int) -> "ctypes.Array[ctypes.c_ushort]":
    """Return a buffer for a page's text; creating a type is slow, so that few sizes are used."""
    return (ctypes.c_ushort * size)()


class OpenPage:
    """One page of a document; raises PdfiumError on entering if PDFium cannot load it."""

    __slots__ = ("_document", "_index", "count", "height", "page", "text_page", "width")

    def __init__(self, document: pypdfium2.PdfDocument, index: int) -> None:
        self._document, self._index = document.raw, index

    def __enter__(self) -> "OpenPage":
        self.page = pdfium.FPDF_LoadPage(self._document, self._index)
        if not self.page:
            raise pypdfium2.PdfiumError("the page does not load")
        if turns := pdfium.FPDFPage_GetRotation(self.page):
            self._set_upright(turns)
        self.text_page = pdfium.FPDFText_LoadPage(self.page)
        if not self.text_page:
            pdfium.FPDF_ClosePage(self.page)
            raise pypdfium2.PdfiumError("the page's text does not load")
        self.width, self.height = pdfium.FPDF_GetPageWidthF(self.page), pdfium.FPDF_GetPageHeightF(self.page)
        self.count = max(0, pdfium.FPDFText_CountChars(self.text_page))
        return self

    def _set_upright(self, turns: int) -> None:
        """Rotate the content instead of the page, by quarters: positions refer to the unrotated page."""
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        boxes = (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox)
        if not any(box(self.page, left, bottom, right, top) for box in boxes):
            return
        (x, y), (width, height) = (left.value, bottom.value), (right.value - left.value, top.value - bottom.value)
        matrix = {
            1: (0.0, -1.0, 1.0, 0.0, -y, width + x),
            2: (-1.0, 0.0, 0.0, -1.0, width + x, height + y),
            3: (0.0, 1.0, -1.0, 0.0, height + y, -x),
        }[turns]
        size = (height, width) if turns % 2 else (width, height)
        pdfium.FPDFPage_SetRotation(self.page, 0)
        for set_box in (pdfium.FPDFPage_SetMediaBox, pdfium.FPDFPage_SetCropBox):
            set_box(self.page, 0.0, 0.0, *size)
        clip = pdfium.FS_RECTF(0.0, size[1], size[0], 0.0)
        pdfium.FPDFPage_TransFormWithClip(self.page, pdfium.FS_MATRIX(*matrix), clip)
        pdfium.FPDF_ClosePage(self.page)  # changes take effect when the page is loaded again
        self.page = pdfium.FPDF_LoadPage(self._document, self._index)
        if not self.page:
            raise pypdfium2.PdfiumError("the page does not load")

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        pdfium.FPDFText_ClosePage(self.text_page)
        pdfium.FPDF_ClosePage(self.page)

    def read_text(self) -> str:
        """Return all its text, one character for each of its `count` characters, except for meaningless ones."""
        first, last = 0, self.count - 1
        while first <= last and (start := self._find_text_index(first)) < 0:
            first += 1  # PDFium writes past the end of the buffer if a range begins or ends with such characters
        while last >= first and (end := self._find_text_index(last)) < 0:
            last -= 1
        if last < first:
            return ""
        buffer = _allocate_buffer(1 << (end - start + 2).bit_length())
        written = pdfium.FPDFText_GetText(self.text_page, first, last - first + 1, buffer)
        return utf_16_le_decode(memoryview(buffer).cast("B")[: 2 * (written - 1)], "ignore")[0]

    def _find_text_index(self, index: int) -> int:
        """Return the index of a character in the text; -1 for a meaningless one."""
        return int(pdfium.FPDFText_GetTextIndexFromCharIndex(self.text_page, index))

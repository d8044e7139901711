"""Bindings of the PDFium functions that are called for each character, line or tag of a page; and an open page.

pypdfium2 wraps each returned handle in an object, which takes longer than the call; these bindings return plain
integers. Functions of a text page are called most often and check no types: the page is the `c_void_p` of `pointer`,
indexes are integers, and outputs are passed by `byref`. All hold the interpreter lock, since releasing it would double
the time of a call.
"""

import ctypes
from codecs import utf_16_le_decode
from functools import lru_cache
from types import TracebackType

import pypdfium2
import pypdfium2.raw as pdfium

_HANDLE, _INT, _LONG = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong

get_text_object = ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.PYFUNCTYPE(_HANDLE))
"""(text page, index) -> the text object of a character; None for a space that PDFium added."""
is_generated = ctypes.cast(pdfium.FPDFText_IsGenerated, ctypes.PYFUNCTYPE(_INT))
"""(text page, index) -> 1 for a space or line end that PDFium added; 0 for a printed character."""
get_marked_content_id = ctypes.cast(pdfium.FPDFPageObj_GetMarkedContentID, ctypes.PYFUNCTYPE(_INT, _HANDLE))
"""(object) -> its marked content id on its page; -1 without one."""
count_marks = ctypes.cast(pdfium.FPDFPageObj_CountMarks, ctypes.PYFUNCTYPE(_INT, _HANDLE))
get_mark = ctypes.cast(pdfium.FPDFPageObj_GetMark, ctypes.PYFUNCTYPE(_HANDLE, _HANDLE, _LONG))
get_mark_name = ctypes.cast(
    pdfium.FPDFPageObjMark_GetName,
    ctypes.PYFUNCTYPE(_INT, _HANDLE, _HANDLE, _LONG, ctypes.POINTER(_LONG)),
)
count_rects = ctypes.cast(pdfium.FPDFText_CountRects, ctypes.PYFUNCTYPE(_INT))
get_rect = ctypes.cast(pdfium.FPDFText_GetRect, ctypes.PYFUNCTYPE(_INT))
"""(text page, place) and where to put left, top, right and bottom, four doubles."""
get_ink_box = ctypes.cast(pdfium.FPDFText_GetCharBox, ctypes.PYFUNCTYPE(_INT))
"""(text page, index) and where to put left, right, bottom and top, four doubles."""
get_loose_box = ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.PYFUNCTYPE(_INT))
"""(text page, index) and where to put left, top, right and bottom, four floats."""
get_origin = ctypes.cast(pdfium.FPDFText_GetCharOrigin, ctypes.PYFUNCTYPE(_INT))
get_font_size = ctypes.cast(pdfium.FPDFText_GetFontSize, ctypes.PYFUNCTYPE(ctypes.c_double))
get_font_weight = ctypes.cast(pdfium.FPDFText_GetFontWeight, ctypes.PYFUNCTYPE(_INT))
get_font_info = ctypes.cast(
    pdfium.FPDFText_GetFontInfo, ctypes.PYFUNCTYPE(_LONG, _HANDLE, _INT, _HANDLE, _LONG, _HANDLE)
)
get_font = ctypes.cast(pdfium.FPDFTextObj_GetFont, ctypes.PYFUNCTYPE(_HANDLE, _HANDLE))
"""(text object) -> its font, the same one for all of a page's objects that use it."""
get_structure_tree = ctypes.cast(pdfium.FPDF_StructTree_GetForPage, ctypes.PYFUNCTYPE(_HANDLE, _HANDLE))
close_tree = ctypes.cast(pdfium.FPDF_StructTree_Close, ctypes.PYFUNCTYPE(None, _HANDLE))
count_roots = ctypes.cast(pdfium.FPDF_StructTree_CountChildren, ctypes.PYFUNCTYPE(_INT, _HANDLE))
get_root = ctypes.cast(pdfium.FPDF_StructTree_GetChildAtIndex, ctypes.PYFUNCTYPE(_HANDLE, _HANDLE, _INT))
get_tag_type = ctypes.cast(pdfium.FPDF_StructElement_GetType, ctypes.PYFUNCTYPE(_LONG, _HANDLE, _HANDLE, _LONG))
count_children = ctypes.cast(pdfium.FPDF_StructElement_CountChildren, ctypes.PYFUNCTYPE(_INT, _HANDLE))
get_child = ctypes.cast(pdfium.FPDF_StructElement_GetChildAtIndex, ctypes.PYFUNCTYPE(_HANDLE, _HANDLE, _INT))
"""(element, index) -> the child element; None for content, and for elements of other pages."""
get_child_content_id = ctypes.cast(
    pdfium.FPDF_StructElement_GetChildMarkedContentID, ctypes.PYFUNCTYPE(_INT, _HANDLE, _INT)
)
"""(element, place) -> the marked content id; -1 if the child is not content of this page."""


def to_pointer(handle: object) -> ctypes.c_void_p:
    """Return the pointer of a handle of pypdfium2, for the calls above."""
    return ctypes.cast(handle, _HANDLE)  # type: ignore[arg-type]


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

"""Bindings of the PDFium functions that are called for each character, line or tag of a page.

pypdfium2 wraps each returned handle in an object, which takes longer than the call; these bindings return plain
integers. Functions of a text page are called most often and check no types: the page is the `c_void_p` of `pointer`,
indexes are integers, and outputs are passed by `byref`. All hold the interpreter lock, since releasing it would double
the time of a call.
"""

import ctypes

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

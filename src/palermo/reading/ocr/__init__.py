"""OCR: Tesseract, if it is installed, recognises pages that are pictures."""

from palermo.reading.ocr.page_recognition import PageRecognition, find_picture_pages, recognise_pages
from palermo.reading.tesseract import find_tesseract

__all__ = [
    "PageRecognition",
    "find_picture_pages",
    "find_tesseract",
    "recognise_pages",
]

"""Pages that are pictures, read by Tesseract where the machine has it."""

from palermo.reading.ocr.pages import Recognition, picture_pages, recognised
from palermo.reading.tesseract import available

__all__ = ["Recognition", "available", "picture_pages", "recognised"]

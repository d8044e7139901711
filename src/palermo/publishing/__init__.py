"""An edition, a map, a report or a text as a file; one file per format.

Import the code for PDF and DOCX, which loads large libraries, from `palermo.publishing.sample_library` where needed.
"""

from palermo.publishing.digest_texts import DigestBlock, DigestFormat, DigestText, parse_text, read_text

__all__ = ["DigestBlock", "DigestFormat", "DigestText", "parse_text", "read_text"]

"""Digests: renders the texts of the sample library to PDF, DOCX and HTML, for `palermo demo` alone.

Markdown files with front matter go in, documents and their catalogue come out. Start reading in `sample_library.py`,
which loads the libraries that write PDF and DOCX; `digest_texts.py` parses a text.
"""

from palermo.digests.digest_texts import DigestBlock, DigestFormat, DigestText, parse_text, read_text

__all__ = ["DigestBlock", "DigestFormat", "DigestText", "parse_text", "read_text"]

"""Digests: renders the texts of the sample library, `sample/*.md`, to the PDF, DOCX and HTML of `build/sample/`.

Markdown files with front matter go in, documents and their catalogue come out. Start reading in `sample_library.py`;
`digest_texts.py` parses a text.
"""

from digests.digest_texts import DigestBlock, DigestText, parse_text, read_text
from digests.front_matter import DigestFormat

__all__ = ["DigestBlock", "DigestFormat", "DigestText", "parse_text", "read_text"]

"""The encoding of a web page: from its byte order mark, its declaration, or a test for UTF-8; else Windows-1252."""

import codecs
import re

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(rb"""<meta\b[^>]{0,400}?charset\s*=\s*["']?\s*(?P<meta>[\w:.-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["'](?P<xml>[\w:.-]{2,40})""", re.IGNORECASE)
_HEAD_BYTES = 4096
"""Bytes in which a page must declare its encoding; browsers check 1,024."""
_LATIN = frozenset({"iso8859-1", "ascii"})
"""Pages that declare Latin-1 use Windows-1252, as browsers assume."""


def decode(content: bytes) -> str:
    """Decode a page; invalid bytes become U+FFFD."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    declared_encoding = _find_declared_encoding(content[:_HEAD_BYTES])
    for candidate in (declared_encoding, "utf-8"):
        try:
            if candidate:
                return content.decode(candidate)
        except UnicodeDecodeError:
            continue
    return content.decode(declared_encoding or "cp1252", "replace")


def _find_declared_encoding(head: bytes) -> str | None:
    """Return the encoding that a page declares, if it is a known text encoding."""
    match = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
    if not match:
        return None
    try:
        codec = codecs.lookup(match.group(1).decode("ascii"))
        "".encode(codec.name)  # Python's codecs `hex` and `zip` are not text encodings
    except (LookupError, UnicodeError):
        return None
    if codec.name.startswith(("utf-16", "utf-32", "utf-7")):
        return None  # pages in these encodings cannot declare them in ASCII
    return "cp1252" if codec.name in _LATIN else codec.name

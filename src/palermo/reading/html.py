"""HTML through lxml: main content only, as headings, paragraphs, numbered items, cells and notes."""

import codecs
import re
from dataclasses import replace
from typing import Any

from lxml import etree

from palermo.errors import DocumentFailed, NoText, TooLarge, Unreadable
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.file_types import FILE_TYPE_BY_NAME
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.html_head import read_html_head
from palermo.reading.web.html_blocks import HtmlWalker
from palermo.reading.web.main_content import find_boilerplate, find_content, find_footers, get_title
from palermo.statements import PassageKind

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


MEDIA_TYPE, ENDINGS = FILE_TYPE_BY_NAME["html"].media_type, FILE_TYPE_BY_NAME["html"].suffixes
MAX_BYTES = 20_000_000
MAX_FOOTER_LINES = 40
MAX_DEPTH = 500
"""Nesting depth of elements; pages written by people stay below 100."""
MAX_ELEMENTS = 1_000_000
"""Number of elements; a thousand printed pages have about 50,000."""
_HTML_START = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_ANY_TAG = re.compile(rb"<[a-z!?/]", re.IGNORECASE)


def matches(head: bytes, name: str) -> bool:
    """Return whether the first bytes are those of a web page, or contain a tag if the file name is that of a page."""
    narrow = head.replace(b"\x00", b"")  # equivalent to UTF-16 here
    return bool(_HTML_START.search(narrow[:2048]) or (name.lower().endswith(ENDINGS) and _ANY_TAG.search(narrow)))


def read_blocks(content: bytes) -> tuple[list[DocumentBlock], None]:
    """Read a web page as blocks without pages; raises Unreadable, TooLarge or NoText."""
    root = _parse_html(content)
    framed = find_boilerplate(root)
    blocks = (
        _collect_blocks(root, framed)
        or _collect_blocks(root, framed, keep_forms=True)
        or _collect_blocks(root, frozenset(), keep_forms=True)
    )
    if not blocks:
        raise NoText("the web page", "it has no text outside of navigation and scripts", "Save the page as shown")
    name = get_title(root)
    if name and not any(block.kind is PassageKind.HEADING for block in blocks):
        blocks.insert(0, DocumentBlock(kind=PassageKind.HEADING, text=name, level=1))
    return blocks, None


def read_metadata(content: bytes) -> DeclaredMetadata:
    """Read the metadata that the page declares; empty if it cannot be parsed."""
    try:
        root = _parse_html(content)
        return replace(read_html_head(root), footer=_collect_footer(root))
    except DocumentFailed:
        return DeclaredMetadata()


def _collect_footer(root: Any) -> tuple[str, ...]:
    """Return the lines of the page's footers, which name the body that publishes the site."""
    walk = HtmlWalker(keep_forms=False, boilerplate=frozenset())
    blocks = [block for element in find_footers(root) for child in element for block in walk.collect_blocks(child)]
    return tuple(" ".join(block.text.split()) for block in blocks[:MAX_FOOTER_LINES])


def _parse_html(content: bytes) -> Any:
    if len(content) > MAX_BYTES:
        raise TooLarge("the web page", f"it has {len(content):,} bytes, more than {MAX_BYTES:,}", "Split it")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(decode(content).replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("the web page", f"lxml cannot parse it ({error})", "Save the page again") from error
    if root is None:
        raise NoText("the web page", "it is empty", "Save the page as shown")
    _check_size(root)
    return root


def _check_size(root: Any) -> None:
    depth = elements = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > MAX_DEPTH:
            raise TooLarge(
                "the web page", f"its elements are nested more than {MAX_DEPTH} deep", "Save the page as shown"
            )
        if elements > MAX_ELEMENTS:
            raise TooLarge("the web page", f"it has more than {MAX_ELEMENTS:,} elements", "Split it")


def _collect_blocks(root: Any, boilerplate: frozenset[Any], *, keep_forms: bool = False) -> list[DocumentBlock]:
    walk = HtmlWalker(keep_forms=keep_forms, boilerplate=boilerplate)
    return [block for element in find_content(root) for block in walk.collect_blocks(element)]

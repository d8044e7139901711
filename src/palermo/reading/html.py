"""HTML through lxml: the page's content alone, headings, paragraphs, items with printed numbers, cells and notes."""

import re
from typing import Any

from lxml import etree

from palermo.errors import DocumentFailed, NoText, TooLarge, Unreadable
from palermo.reading.metadata.declared import DeclaredMetadata
from palermo.reading.metadata.html_head import read_head
from palermo.reading.pieces import Piece
from palermo.reading.web.blocks import Walk
from palermo.reading.web.charset import decode
from palermo.reading.web.content import contents, title
from palermo.reading.web.frame import frame
from palermo.statements import PassageKind

MEDIA_TYPE = "text/html"
ENDINGS = (".html", ".htm", ".xhtml")
MAX_BYTES = 20_000_000
MAX_DEPTH = 500
"""Elements inside each other; pages that people wrote stay below 100."""
MAX_ELEMENTS = 1_000_000
"""A page of a thousand printed pages has about 50,000."""
_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_ANY_TAG = re.compile(rb"<[a-z!?/]", re.IGNORECASE)


def matches(head: bytes, name: str) -> bool:
    """Whether the first bytes say that they are a web page, or hold a tag where the name says so."""
    narrow = head.replace(b"\x00", b"")  # as good as UTF-16 to ASCII for our purpose
    return bool(_PAGE.search(narrow[:2048]) or (name.lower().endswith(ENDINGS) and _ANY_TAG.search(narrow)))


def pieces(content: bytes) -> tuple[list[Piece], None]:
    """Read a page into pieces; it has no pages of paper. Raises Unreadable, TooLarge or NoText."""
    root = _parse(content)
    framed = frame(root)
    found = _read(root, framed) or _read(root, framed, keep_forms=True) or _read(root, frozenset(), keep_forms=True)
    if not found:
        raise NoText("the web page", "it holds no words outside of navigation and scripts", "Save the page as shown")
    name = title(root)
    if name and not any(piece.kind is PassageKind.HEADING for piece in found):
        found.insert(0, Piece(kind=PassageKind.HEADING, text=name, level=1))
    return found, None


def metadata(content: bytes) -> DeclaredMetadata:
    """Read what the page declares about itself; empty where it cannot be parsed."""
    try:
        return read_head(_parse(content))
    except DocumentFailed:
        return DeclaredMetadata()


def language(content: bytes) -> str | None:
    """The language that a page says it is in (ISO 639-1), or None."""
    said = re.match(r"[a-z]{2}(?=[-_]|$)", _parse(content).get("lang", "").strip().lower())
    return said.group() if said else None


def _parse(content: bytes) -> Any:
    if len(content) > MAX_BYTES:
        raise TooLarge("the web page", f"it has {len(content):,} bytes, over {MAX_BYTES:,}", "Split it")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(decode(content).replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("the web page", f"lxml cannot parse it ({error})", "Save the page anew") from error
    if root is None:
        raise NoText("the web page", "it is empty", "Save the page as shown")
    _measure(root)
    return root


def _measure(root: Any) -> None:
    depth = elements = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > MAX_DEPTH:
            raise TooLarge("the web page", f"its elements stand more than {MAX_DEPTH} deep", "Save the page as shown")
        if elements > MAX_ELEMENTS:
            raise TooLarge("the web page", f"it has more than {MAX_ELEMENTS:,} elements", "Split it")


def _read(root: Any, framed: frozenset[Any], *, keep_forms: bool = False) -> list[Piece]:
    walk = Walk(keep_forms=keep_forms, frame=framed)
    return [piece for element in contents(root) for piece in walk.pieces(element)]

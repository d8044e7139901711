"""The paragraphs of an edited Word file: text after tracked changes, bookmarks, comments and footnotes."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from lxml import etree

from palermo.errors import TooLarge, Unreadable

MAX_EXPANDED_BYTES = 100_000_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC_IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"
_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}txbxContent"})
"""Elements whose content is not part of the text: deletions, properties, text boxes."""
_TRACKED = frozenset({f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyBlock:
    """A paragraph or table of the file."""

    bookmarks: tuple[str, ...]
    text: str
    authors: tuple[str, ...]
    """Authors of tracked changes in it."""
    comments: tuple[tuple[str, str], ...]
    """Author and text of each comment on it."""


class DocxBody:
    """The relevant parts of a Word file; raises Unreadable or TooLarge."""

    def __init__(self, content: bytes, name: str, bookmark_prefix: str) -> None:
        self.name = name
        self._prefix = bookmark_prefix
        self._files = _read_parts(content, name)

    @cached_property
    def body(self) -> Any:
        """The element of the body."""
        root = self._parse("word/document.xml")
        body = None if root is None else root.find(f"{W}body")
        if body is None:
            raise Unreadable(self.name, "it is not a Word file", "Save it as .docx")
        return body

    @property
    def identifier(self) -> str:
        """The identifier among its properties, or empty."""
        core = self._parse("docProps/core.xml")
        return "" if core is None else (core.findtext(_DC_IDENTIFIER) or "")

    @cached_property
    def bookmark_names(self) -> tuple[str, ...]:
        """All bookmarks of the body."""
        return tuple(item.get(f"{W}name", "") for item in self.body.iter(f"{W}bookmarkStart"))

    @cached_property
    def _notes(self) -> Mapping[str, Any]:
        root = self._parse("word/footnotes.xml")
        return {} if root is None else {item.get(f"{W}id"): item for item in root.findall(f"{W}footnote")}

    @cached_property
    def _comments(self) -> Mapping[str, tuple[str, str]]:
        root = self._parse("word/comments.xml")
        comments = [] if root is None else root.findall(f"{W}comment")
        return {
            item.get(f"{W}id"): (item.get(f"{W}author") or "", "\n".join(map(self._get_text, item.iter(f"{W}p"))))
            for item in comments
        }

    def list_blocks(self) -> Iterator[BodyBlock]:
        """Yield paragraphs and tables in reading order, then footnotes, including empty ones."""
        for element in self._list_elements(self.body):
            if element.tag == f"{W}p":
                yield self._build_block(element, self._get_text(element))
            elif element.tag == f"{W}tbl":
                yield self._build_block(element, "\n".join(self._list_rows(element)))
        for note in self._notes.values():
            if self._list_bookmarks(note):
                text = "\n".join(map(self._get_text, note.findall(f"{W}p")))
                yield self._build_block(note, text)

    def _list_elements(self, parent: Any) -> Iterator[Any]:
        """Yield paragraphs and tables, including those within content controls."""
        for element in parent:
            if element.tag == f"{W}sdt":
                content = element.find(f"{W}sdtContent")
                yield from () if content is None else self._list_elements(content)
            else:
                yield element

    def _build_block(self, element: Any, text: str) -> BodyBlock:
        tracked = (item.get(f"{W}author") for item in element.iter() if item.tag in _TRACKED)
        ids = [item.get(f"{W}id") for item in element.iter(f"{W}commentReference")]
        return BodyBlock(
            bookmarks=self._list_bookmarks(element),
            text=text.strip(),
            authors=tuple(dict.fromkeys(filter(None, tracked))),
            comments=tuple(self._comments[item] for item in ids if item in self._comments),
        )

    def _list_bookmarks(self, element: Any) -> tuple[str, ...]:
        names = (item.get(f"{W}name", "") for item in element.iter(f"{W}bookmarkStart"))
        return tuple(name.removeprefix(self._prefix) for name in names if name.startswith(self._prefix))

    def _list_rows(self, table: Any) -> Iterator[str]:
        """Yield the rows of a table without those that a tracked change deletes."""
        for row in table.findall(f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is None:
                cells = row.findall(f"{W}tc")
                yield "\t".join(" ".join(map(self._get_text, cell.iter(f"{W}p"))).strip() for cell in cells)

    def _get_text(self, element: Any) -> str:
        """Return the text of an element with tracked changes accepted and footnote references marked."""
        return "".join(self._list_words(element)).strip()

    def _list_words(self, element: Any) -> Iterator[str]:
        for child in element:
            if child.tag in _SKIPPED:
                continue
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag in {f"{W}tab", f"{W}br", f"{W}cr"}:
                yield " "
            elif child.tag == f"{W}noBreakHyphen":
                yield "\u2011"
            elif child.tag == f"{W}footnoteReference":
                yield self._call_note(child.get(f"{W}id"))
            else:
                yield from self._list_words(child)

    def _call_note(self, id: str) -> str:
        note = self._notes.get(id)
        if note is None:
            return ""
        bookmarks = self._list_bookmarks(note)
        return f"[^{bookmarks[0]}]" if bookmarks else f"^[{self._get_text(note)}]"

    def _parse(self, name: str) -> Any:
        content = self._files.get(name)
        if content is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            raise Unreadable(self.name, "its XML is damaged", "Save it again in Word") from None


_PARTS = ("word/document.xml", "word/footnotes.xml", "word/comments.xml", "docProps/core.xml")


def _read_parts(content: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            infos = {item.filename: item for item in archive.infolist() if item.filename in _PARTS}
            if sum(entry.file_size for entry in infos.values()) > MAX_EXPANDED_BYTES:
                raise TooLarge(name, "it expands to more than 100 MB", "Remove pictures and save it again")
            return {info: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
        raise Unreadable(name, "it is not a Word file", "Save it as .docx") from None

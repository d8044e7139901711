"""The structure tree of one page as elements: runs of marked content that belong together."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto

from palermo.reading.pdfium import calls

MAX_DEPTH = 40
"""Tags nested deeper than this are left out; word processors nest about ten."""
MANY = 300
"""A part with more children, as Word's one for a whole document, is not asked for words of its own on each page."""
Path = tuple[int, ...]


class Role(Enum):
    """What the tags say that an element is."""

    PARAGRAPH = auto()
    HEADING = auto()
    ITEM = auto()
    CELL = auto()
    NOTE = auto()
    LOOSE = auto()
    """Content of a part that no tag of a paragraph holds."""


_ROLES = {
    **dict.fromkeys(("H", "Title", *(f"H{level}" for level in range(1, 10))), Role.HEADING),
    **dict.fromkeys(("P", "Caption", "Sub", "TOCI", "BibEntry", "Formula"), Role.PARAGRAPH),
    **dict.fromkeys(("TD", "TH"), Role.CELL),
    **dict.fromkeys(("Note", "FENote"), Role.NOTE),
    "LI": Role.ITEM,
}
_GROUPS = frozenset(
    [
        "Document",
        "DocumentFragment",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "NonStruct",
        "Private",
        "Aside",
        "TOC",
        "Index",
        "L",
        "Table",
        "TR",
        "THead",
        "TBody",
        "TFoot",
        "Figure",
        "Form",
    ]
)


@dataclass(slots=True, kw_only=True)
class Element:
    """A paragraph, heading, item, cell or note, as far as it stands on one page."""

    path: Path
    """Places of its ancestors and itself among their siblings: the same on each page that it stands on."""
    role: Role
    content: list[int] = field(default_factory=list)
    """Marked content ids in the order of the tree."""
    row: Path | None = None
    """Path of the row that a cell stands in."""
    table: Path | None = None
    """Path of the innermost table that a cell stands in."""
    filled: bool = False
    """Whether an item has taken its first paragraph."""


def elements(page: object) -> list[Element]:
    """The elements of a page (a handle of PDFium) in the order of the tree; none for an untagged page."""
    walk = _Walk()
    with _tree(page) as tree:
        for place in range(calls.count_roots(tree) if tree else 0):
            if top := calls.root(tree, place):
                walk.enter(top, (place,), Element(path=(), role=Role.LOOSE), alone=False)
    return [element for element in walk.found if element.content]


@contextmanager
def _tree(page: object) -> Iterator[int | None]:
    tree = calls.tree_for_page(calls.pointer(page))
    try:
        yield tree
    finally:
        if tree:
            calls.close_tree(tree)


class _Walk:
    """Collect content into the element that holds it; an element inside another one stands after it."""

    def __init__(self) -> None:
        self.found: list[Element] = []
        self._buffer = ctypes.create_string_buffer(64)
        self._table: Path | None = None
        self._row: Path | None = None

    def enter(self, tag: int, path: Path, around: Element, *, alone: bool) -> None:
        """Collect a tag's content; `around` is the element that holds it, `alone` says that it has no sibling."""
        kind = self._kind(tag)
        if kind == "Artifact" or len(path) > MAX_DEPTH:
            return
        if kind == "Table":
            self._table = path
        elif kind == "TR":
            self._row = path
        holder = self._holder(kind, path, around, alone=alone)
        count = calls.count_children(tag)
        parts_only = count > MANY and holder.role is Role.LOOSE
        child, child_content = calls.child, calls.child_content
        for place in range(count):
            if below := child(tag, place):
                self.enter(below, (*path, place), holder, alone=count == 1)
            elif not parts_only and (content := child_content(tag, place)) >= 0:
                holder.content.append(content)

    def _kind(self, tag: int) -> str:
        length = calls.tag_type(tag, ctypes.addressof(self._buffer), len(self._buffer))
        return self._buffer.raw[: max(0, min(length, len(self._buffer)) - 2)].decode("utf-16-le", "replace")

    def _holder(self, kind: str, path: Path, around: Element, *, alone: bool) -> Element:
        """The element that takes a tag's content: a new one for paragraphs and their like, else the one around it."""
        role = _ROLES.get(kind)
        if role is None:
            if kind not in _GROUPS or around.role is not Role.LOOSE:
                return around
            role = Role.LOOSE
        elif role is Role.CELL and alone:
            role = Role.PARAGRAPH  # a table of one column is a frame
        elif around.role in {Role.CELL, Role.NOTE}:
            role = around.role
        elif around.role is Role.ITEM and kind == "P" and not around.filled:
            around.filled = True  # a list's item with its label holds its words in a paragraph of their own
            return around
        inside = role is Role.CELL
        row, table = (self._row, self._table) if inside else (None, None)
        self.found.append(Element(path=path, role=role, row=row, table=table))
        return self.found[-1]

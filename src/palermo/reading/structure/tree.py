"""The structure tree of one page as elements: runs of marked content that belong together."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto

from palermo.reading.pdfium import bindings

MAX_DEPTH = 40
"""Maximum nesting of tags; word processors nest about ten."""
MAX_SCANNED_CHILDREN = 300
"""Children above which a part is not searched for its own text on each page, as Word's part for a document."""
TreePath = tuple[int, ...]


class ElementRole(Enum):
    """Types of elements in the tags."""

    PARAGRAPH = auto()
    HEADING = auto()
    ITEM = auto()
    CELL = auto()
    NOTE = auto()
    LOOSE = auto()
    """Content of a part without a tag of a paragraph."""


_ROLES = {
    **dict.fromkeys(("H", "Title", *(f"H{level}" for level in range(1, 10))), ElementRole.HEADING),
    **dict.fromkeys(("P", "Caption", "Sub", "TOCI", "BibEntry", "Formula"), ElementRole.PARAGRAPH),
    **dict.fromkeys(("TD", "TH"), ElementRole.CELL),
    **dict.fromkeys(("Note", "FENote"), ElementRole.NOTE),
    "LI": ElementRole.ITEM,
}
_GROUP_NAMES = """
Document DocumentFragment Part Art Sect Div BlockQuote NonStruct Private Aside TOC Index L Table TR THead TBody TFoot
Figure Form
"""
_GROUPS = frozenset(_GROUP_NAMES.split())


@dataclass(slots=True, kw_only=True)
class TaggedElement:
    """The part of a paragraph, heading, item, cell or note on one page."""

    path: TreePath
    """Positions of its ancestors and itself among siblings: the same on each of its pages."""
    role: ElementRole
    content: list[int] = field(default_factory=list)
    """Marked content ids in the order of the tree."""
    row: TreePath | None = None
    """Path of the row of a cell."""
    table: TreePath | None = None
    """Path of the innermost table of a cell."""
    filled: bool = False
    """Whether an item has its first paragraph."""


def read_elements(page: object) -> list[TaggedElement]:
    """Return the elements of a page (a handle of PDFium) in the order of the tree.

    An untagged page has no elements.
    """
    walk = _StructureTreeWalker()
    with _open_tree(page) as tree:
        for place in range(bindings.count_roots(tree) if tree else 0):
            if top := bindings.get_root(tree, place):
                walk.collect(top, (place,), TaggedElement(path=(), role=ElementRole.LOOSE), is_only_child=False)
    return [element for element in walk.elements if element.content]


@contextmanager
def _open_tree(page: object) -> Iterator[int | None]:
    tree = bindings.get_structure_tree(bindings.to_pointer(page))
    try:
        yield tree
    finally:
        if tree:
            bindings.close_tree(tree)


class _StructureTreeWalker:
    """Collects content into elements; an element inside another one follows it."""

    def __init__(self) -> None:
        self.elements: list[TaggedElement] = []
        self._buffer = ctypes.create_string_buffer(64)
        self._table: TreePath | None = None
        self._row: TreePath | None = None

    def collect(self, tag: int, path: TreePath, parent: TaggedElement, *, is_only_child: bool) -> None:
        """Collect a tag's content; `parent` is its element, and `is_only_child` means that it has no sibling."""
        kind = self._read_tag_type(tag)
        if kind == "Artifact" or len(path) > MAX_DEPTH:
            return
        if kind == "Table":
            self._table = path
        elif kind == "TR":
            self._row = path
        holder = self._find_holder(kind, path, parent, is_only_child=is_only_child)
        count = bindings.count_children(tag)
        parts_only = count > MAX_SCANNED_CHILDREN and holder.role is ElementRole.LOOSE
        child, child_content = bindings.get_child, bindings.get_child_content_id
        for place in range(count):
            if below := child(tag, place):
                self.collect(below, (*path, place), holder, is_only_child=count == 1)
            elif not parts_only and (content := child_content(tag, place)) >= 0:
                holder.content.append(content)

    def _read_tag_type(self, tag: int) -> str:
        length = bindings.get_tag_type(tag, ctypes.addressof(self._buffer), len(self._buffer))
        return self._buffer.raw[: max(0, min(length, len(self._buffer)) - 2)].decode("utf-16-le", "replace")

    def _find_holder(
        self, tag_type: str, path: TreePath, parent: TaggedElement, *, is_only_child: bool
    ) -> TaggedElement:
        """Return the element for a tag's content.

        Paragraphs and similar tags have a new element; other tags use the enclosing one.
        """
        role = _ROLES.get(tag_type)
        if role is None:
            if tag_type not in _GROUPS or parent.role is not ElementRole.LOOSE:
                return parent
            role = ElementRole.LOOSE
        elif role is ElementRole.CELL and is_only_child:
            role = ElementRole.PARAGRAPH  # a table of one column is a frame
        elif parent.role in {ElementRole.CELL, ElementRole.NOTE}:
            role = parent.role
        elif parent.role is ElementRole.ITEM and tag_type == "P" and not parent.filled:
            parent.filled = True  # the text of a list item with a label is in a paragraph of its own
            return parent
        row, table = (self._row, self._table) if role is ElementRole.CELL else (None, None)
        self.elements.append(TaggedElement(path=path, role=role, row=row, table=table))
        return self.elements[-1]

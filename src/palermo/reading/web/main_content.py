"""The main content of a web page: its main part or articles, without navigation, forms and scripts."""

import re
from typing import Any

_DROPPED_TAG_NAMES = """
aside button canvas datalist dialog embed footer form iframe input map menu nav noscript object script select style svg
template textarea
"""
_DROPPED_TAGS = frozenset(_DROPPED_TAG_NAMES.split())
"""Elements without text of the document itself."""
_DROPPED_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog", "alert"}
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MIN_CONTENT_CHARS = 200
"""Minimum characters of a main part or article that counts as the content."""


def find_content(root: Any) -> list[Any]:
    """Return the elements of the content: the main part, else the outermost articles, else the body."""
    mains = root.xpath("//main[not(ancestor::main)] | //*[@role='main'][not(ancestor::main)]")
    articles = root.xpath("//article[not(ancestor::article)]")
    for candidates in (mains[:1], articles):
        if sum(_count_chars(element) for element in candidates) >= _MIN_CONTENT_CHARS:
            return list(candidates)
    return list(root.xpath("//body[1]")) or [root]


def is_dropped(element: Any, *, keep_forms: bool = False) -> bool:
    """Return whether an element is removed; with `keep_forms`, pages inside one large form are read."""
    tag = element.tag
    if not isinstance(tag, str):
        return True
    if tag in _DROPPED_TAGS:
        return not (keep_forms and tag == "form")
    if tag == "header":
        return not any(up.tag in {"article", "main"} or up.get("role") == "main" for up in element.iterancestors())
    if (
        element.get("role") in _DROPPED_ROLES
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
    ):
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style", ""))) or is_note_mark(element)


def is_note_mark(element: Any) -> bool:
    """Return whether an element is the raised mark of a note, which is not part of its sentence."""
    if element.get("role") == "doc-noteref":
        return True
    if element.tag != "sup":
        return False
    links = element.findall("a")
    return (
        len(links) == 1 and links[0].get("href", "").startswith("#") and _count_chars(links[0]) == _count_chars(element)
    )


def get_title(root: Any) -> str:
    """Return the page's title on one line; empty if it has none."""
    return " ".join((root.findtext(".//title") or "").split())


def _count_chars(element: Any) -> int:
    return len("".join(element.xpath("string()")).strip())

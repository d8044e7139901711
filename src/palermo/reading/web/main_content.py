"""The main content of a web page: its main part or articles, without navigation, forms and scripts."""

import re
from itertools import pairwise
from typing import Any

_BOILERPLATE_NAMES = """
addtoany ads advert advertisement banner breadcrumb breadcrumbs colophon cookie cookiebar cookies crumbs flyout footer
gdpr login masthead megamenu menu menus modal nav navbar navigation navs newsletter offcanvas onetrust pager pagination
popup related sharedaddy share sharing sidebar sidebars signup sitemap skip skiplink subscribe subscription
toolbar topbar
"""
_BOILERPLATE_WORDS = frozenset(_BOILERPLATE_NAMES.split())
"""Words of a class or id that identify boilerplate anywhere in it: `region-sidebar-second`, `main-menu`."""
_BOILERPLATE_PAIRS = frozenset({"social icons", "social links", "social media", "widget area", "language switcher"})
"""The same for two consecutive words, each of which alone also names content."""
_STATE_PREFIXES = frozenset({"has", "is", "js", "no", "not", "with", "without"})
"""Words before which they describe a page's state: `has-sidebar`, `no-banner`."""
_BOILERPLATE_TAGS = frozenset({"div", "section", "ul", "ol", "p", "span", "table", "dl", "header", "a"})
_NAME_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_COMMENT_NAMES = """
comment-author comment-body comment-content comment-list comment-meta commentlist comments comments-area comments-list
disqus_thread
"""
_COMMENTS = frozenset(_COMMENT_NAMES.split())
"""Classes and ids of what readers of a page wrote below it, which may be longer than the page itself."""
_MAX_TEXT_SHARE = 0.5
"""Maximum share of the page's text in one part of its boilerplate: some pages use odd classes for content."""

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


def find_boilerplate(root: Any) -> frozenset[Any]:
    """Return the boilerplate elements of a page by name, except those with its first heading or most of its text.

    Comments of readers are boilerplate, however long they are.
    """
    body_length = len(" ".join(root.xpath("string(//body)").split()))
    return frozenset(
        element
        for element in root.iter(*_BOILERPLATE_TAGS)
        if _is_comments(element)
        or (
            any(_is_boilerplate_name(name) for name in _get_names(element))
            and not element.xpath("boolean(.//h1 | .//main | .//article)")
            and len(" ".join(element.xpath("string()").split())) <= _MAX_TEXT_SHARE * body_length
        )
    )


def _is_comments(element: Any) -> bool:
    """Return whether an element holds comments of readers; those may be articles themselves."""
    return not _COMMENTS.isdisjoint(_get_names(element)) and not element.xpath("boolean(.//h1 | .//main)")


def _get_names(element: Any) -> list[str]:
    return [*element.get("class", "").split()[:20], element.get("id", "")]


def _is_boilerplate_name(name: str) -> bool:
    words = [word.lower() for word in _NAME_TOKEN.findall(name[:100])]
    if not words or words[0] in _STATE_PREFIXES:
        return False
    return bool(_BOILERPLATE_WORDS & set(words)) or any(
        f"{item} {other}" in _BOILERPLATE_PAIRS for item, other in pairwise(words)
    )


def find_content(root: Any) -> list[Any]:
    """Return the elements of the content: the main part, else the outermost articles, else the body."""
    mains = root.xpath("//main[not(ancestor::main)] | //*[@role='main'][not(ancestor::main)]")
    comments = set(filter(_is_comments, root.iter("*")))
    outermost = root.xpath("//article[not(ancestor::article)]")
    articles = [article for article in outermost if comments.isdisjoint(article.iterancestors())]
    for candidates in (mains[:1], articles):
        if sum(_count_chars(element) for element in candidates) >= _MIN_CONTENT_CHARS:
            return list(candidates)
    return list(root.xpath("//body[1]")) or [root]


def find_footers(root: Any) -> list[Any]:
    """Return the outermost footers of a page: by element, role or name, outside of articles."""
    named = "contains(concat(' ', @class, ' '), ' footer ') or @id='footer' or @id='colophon'"
    found = root.xpath(f"//*[self::footer or @role='contentinfo' or {named}][not(ancestor::article)]")
    footers = set(found)
    return [element for element in found if footers.isdisjoint(element.iterancestors())]


def is_dropped(element: Any, *, keep_forms: bool = False) -> bool:
    """Return whether an element is removed; with `keep_forms`, pages inside one large form are read."""
    tag = element.tag
    if not isinstance(tag, str):
        return True
    if tag in _DROPPED_TAGS:
        return not (keep_forms and tag == "form")
    if tag == "header":
        return not any(up.tag in {"article", "main"} or up.get("role") == "main" for up in element.iterancestors())
    is_hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    if is_hidden or element.get("role") in _DROPPED_ROLES or _HIDDEN_STYLE.search(element.get("style", "")):
        return True
    return is_note_mark(element)


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

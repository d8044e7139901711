"""Boilerplate of pages that are built of `div` elements.

Menus, banners and related pages are recognised by their classes.
"""

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
"""Elements that may be boilerplate."""
_NAME_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_MAX_TEXT_SHARE = 0.5
"""Maximum share of the page's text in one part of its boilerplate: some pages use odd classes for content."""


def find_boilerplate(root: Any) -> frozenset[Any]:
    """Return the boilerplate elements of a page by name, except those with its first heading or most of its text."""
    body_length = len(" ".join(root.xpath("string(//body)").split()))
    return frozenset(
        element
        for element in root.iter(*_BOILERPLATE_TAGS)
        if any(_is_boilerplate_name(name) for name in _get_names(element))
        and not element.xpath("boolean(.//h1 | .//main | .//article)")
        and len(" ".join(element.xpath("string()").split())) <= _MAX_TEXT_SHARE * body_length
    )


def _get_names(element: Any) -> list[str]:
    return [*element.get("class", "").split()[:20], element.get("id", "")]


def _is_boilerplate_name(name: str) -> bool:
    words = [word.lower() for word in _NAME_TOKEN.findall(name[:100])]
    if not words or words[0] in _STATE_PREFIXES:
        return False
    return bool(_BOILERPLATE_WORDS & set(words)) or any(
        f"{item} {other}" in _BOILERPLATE_PAIRS for item, other in pairwise(words)
    )

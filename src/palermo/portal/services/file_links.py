"""The template tag that offers what a page lists as files, in all formats of that kind of file."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from palermo.portal.base.templatetags.template_filters import build_query
from palermo.portal.services.list_files import FORMATS
from palermo.portal.services.map_sheets import MAP_FORMATS, SHEET_FORMATS

register = template.Library()
FORMATS_BY_KIND = {
    "list": tuple(FORMATS),
    "sheet": SHEET_FORMATS,
    "sheet and picture": (*SHEET_FORMATS, "svg"),
    "map": MAP_FORMATS,
    "map without picture": tuple(name for name in MAP_FORMATS if name != "svg"),
}


@register.simple_tag
def link_files(kind: str, view_name: str, pairs: Iterable[tuple[str, Any]], **arguments: str) -> SafeString:
    """Return items of a list, each with a link to a file of what the page lists, such as `CSV`.

    `arguments` are those of the view besides the format.
    """
    query = build_query(pairs)
    addresses = ((name, reverse(view_name, kwargs={**arguments, "format": name})) for name in FORMATS_BY_KIND[kind])
    links = ((address, query, name.removesuffix(".csv").upper()) for name, address in addresses)
    return format_html_join("", '<li><a href="{}{}" download>{}</a></li>', links)

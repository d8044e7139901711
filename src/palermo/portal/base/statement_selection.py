"""The choice of which statements a page counts, and the addresses that keep or change it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest
from django.utils.http import urlencode

from palermo.edition import StatementSelection

CONFIDENCE_PARAMETER = "confidence"
"""Query parameter that counts other statements than confirmed ones: `all`, or `reviewed` alone."""
EVERY_CONFIDENCE = StatementSelection.ALL.value
CHOICES = (StatementSelection.ALL, StatementSelection.REVIEWED)

_LINK = re.compile(r'<a href="(/[a-z]{2}/[^"?#]*)(\?[^"#]*)?(#[^"]*)?"')
"""A link to one of our pages; links that change the selection have another attribute first."""
_FORM = re.compile(r'<form\b(?![^>]*\bmethod="post")[^>]*\baction="/[a-z]{2}/[^>]*>')
"""The beginning of a form that opens one of our pages."""
_SELECTION: ContextVar[StatementSelection] = ContextVar("_selection", default=StatementSelection.CONFIRMED)


@contextmanager
def use_selection(selection: StatementSelection) -> Iterator[None]:
    """Answer a request with these statements."""
    token = _SELECTION.set(selection)
    try:
        yield
    finally:
        _SELECTION.reset(token)


def get_confidence_params() -> tuple[tuple[str, str], ...]:
    """Return the parameter that addresses need to stay with the statements that a request chose."""
    selection = _SELECTION.get()
    return ((CONFIDENCE_PARAMETER, selection.value),) if selection in CHOICES else ()


def choose_selection(request: HttpRequest) -> StatementSelection:
    """Return which statements a request asks for; confirmed ones unless it names others."""
    chosen = request.GET.get(CONFIDENCE_PARAMETER)
    return next((selection for selection in CHOICES if selection == chosen), StatementSelection.CONFIRMED)


def build_confidence_address(request: HttpRequest, selection: StatementSelection) -> str:
    """Return the address of the same page with these statements."""
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(CONFIDENCE_PARAMETER, None)
    if selection in CHOICES:
        query[CONFIDENCE_PARAMETER] = selection.value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def add_selection_to_links(page: str) -> str:
    """Return a page whose links and forms lead to the same statements as the page counts."""
    params = get_confidence_params()
    if not params:
        return page
    added = urlencode(params)

    def extend(link: re.Match[str]) -> str:
        path, query, anchor = link[1], link[2] or "", link[3] or ""
        if f"{CONFIDENCE_PARAMETER}=" in query:
            return link[0]
        separator = "?" if query in ("", "?") else f"{query}&amp;"
        return f'<a href="{path}{separator}{added}{anchor}"'

    fields = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in params)
    return _FORM.sub(lambda form: form[0] + fields, _LINK.sub(extend, page))

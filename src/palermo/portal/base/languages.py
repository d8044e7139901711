"""Languages of the pages and of their quotes.

The module has their names and directions, and the addresses of the same page in the other languages.
"""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    """The same page in one language."""

    code: str
    name: str
    """In that language itself."""
    address: str
    """Path and query."""
    absolute_url: str
    current: bool


def get_active_language() -> str:
    """Return the code of the page's language."""
    return get_language() or settings.LANGUAGE_CODE


def get_direction(code: str | None) -> str:
    """Return `rtl` or `ltr` for a code of a language; `ltr` for an unknown one."""
    return _find_direction((code or "").split("-")[0])


@lru_cache(maxsize=256)
def _find_direction(language: str) -> str:
    try:
        return Locale.parse(language).text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def mark_isolated(text: str) -> str:
    """Return a text isolated from the text direction around it, such as an id in Arabic."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def mark_direction(text: str) -> str:
    """Return a text whose order the page's direction does not change; on pages from left to right, as it is."""
    is_right_to_left = get_direction(get_active_language()) == "rtl"
    return mark_isolated(text) if is_right_to_left else text


def get_language_name(code: str, language: str | None = None) -> str:
    """Return the name of a language in another one, by default the page's.

    An unknown code is returned unchanged.
    """
    try:
        language_name = Locale.parse(language or get_active_language()).languages.get(code)
    except (UnknownLocaleError, ValueError):
        language_name = None
    return language_name or code


def build_language_links(request: HttpRequest) -> list[LanguageLink]:
    """Return the page of this request in each language, in the UN's order of languages."""
    codes = [code for code, _ in settings.LANGUAGES]
    first, _, path_rest = request.path_info.lstrip("/").partition("/")
    if first not in codes:
        path_rest = ""
    query = request.META.get("QUERY_STRING", "")
    tail = escape_uri_path(f"/{path_rest}") + (f"?{iri_to_uri(query)}" if query else "")
    return [
        LanguageLink(
            code=code,
            name=own,
            address=f"/{code}{tail}",
            absolute_url=request.build_absolute_uri(f"/{code}{tail}"),
            current=code == get_active_language(),
        )
        for code, own in settings.LANGUAGES
    ]

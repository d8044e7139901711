"""Metadata that a file declares: head of a web page, properties of a file, front matter."""

import re
from dataclasses import dataclass

from palermo.languages.language_words import LanguageWords
from palermo.reading.metadata.printed_dates import MAX_YEAR, MIN_YEAR, find_dates

MAX_TITLE_CHARS = 300
_FILE_NAME = re.compile(
    r"^Microsoft (?:Word|PowerPoint|Excel|Office)\b|\.(?:docx?|pdf|indd|qxd|pptx?|xlsx?|rtf|odt|html?|md"
    r"|txt|pages|ai)\W*$"
    r"|^\S*_\S*_\S*$|\b(?:PROOF|final|draft|clean|v\d+)\b.*\d|^(?:PowerPoint Presentation|Word Document|Slide \d+)$"
    r"|\bA\d brochure\b|^[\W\d_]*$",
    re.IGNORECASE,
)
_PLACEHOLDER = LanguageWords("reading").compile_pattern(r"^(?:{titles.placeholders})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredMetadata:
    """Declared metadata; every field may be missing or wrong."""

    titles: tuple[str, ...] = ()
    """Most trusted first."""
    reliable: bool = True
    """Whether the titles are reliable; those of PDF and Word files are often an older document's."""
    is_web_page: bool = False
    """Whether it is a web page's, whose title may be only the name of the site."""
    date: str | None = None
    """ISO date of publication."""
    created: str | None = None
    """ISO date on which the file was created; the document's date is at most a year later."""
    publishers: tuple[str, ...] = ()
    """Publisher or name of the site."""
    authors: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    """Web addresses of the document itself."""
    footer: tuple[str, ...] = ()
    """Lines below the content of a web page."""
    is_digest: bool = False
    """Whether it is declared to be a digest, `nature: digest`."""


def clean_title(text: str) -> str | None:
    """Return a declared title on one line, or None if it is a file's name or a placeholder.

    >>> clean_title("Microsoft Word - x.doc"), clean_title("Annual  Report 2019")
    (None, 'Annual Report 2019')
    """
    title = _shorten_title(" ".join(re.sub(r"[*_`]{2,}|\\_", " ", text).split()))
    refused = len(title) > MAX_TITLE_CHARS or _FILE_NAME.search(title) or is_placeholder(title)
    return None if refused or not any(map(str.isalpha, title)) else title


def is_placeholder(title: str) -> bool:
    """Return whether a declared title is none, such as `Untitled` or that of a template."""
    return _PLACEHOLDER.match(title) is not None


def _shorten_title(title: str) -> str:
    """Return a title that is too long without the numbered points that it lists: `Act on boats, (1) amending ...`."""
    point = re.search(r"\s*[,:;]?\s+\(?[1aа]\)\s", title) if len(title) > MAX_TITLE_CHARS else None
    return title[: point.start()] if point else title


def parse_declared_date(text: str) -> str | None:
    """Return the ISO date in a declared value, possibly only a year; None if there is none.

    >>> parse_declared_date("2015-02-27T18:38:17+0000"), parse_declared_date("2019"), parse_declared_date("soon")
    ('2015-02-27', '2019', None)
    """
    match = re.match(r"\s*(\d{4})(-\d\d)?(-\d\d)?(?!\d)", text)
    printed_dates = find_dates(text)
    if match and MIN_YEAR <= int(match[1]) <= MAX_YEAR and "00" not in (match[2] or "")[1:]:
        iso = "".join(part for part in match.groups() if part)
        return printed_dates[0].iso if printed_dates and printed_dates[0].iso.startswith(iso) else iso
    return printed_dates[0].iso if printed_dates else None

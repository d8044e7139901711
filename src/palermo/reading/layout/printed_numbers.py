"""Printed numbers in front of a paragraph, an item or a heading."""

import re
from typing import NamedTuple

from palermo.languages.language_words import LanguageWords
from palermo.reading.document_blocks import DocumentBlock
from palermo.statements import PassageKind

PRINTED_NUMBER = re.compile(
    r"""^\s*(?:
      (?P<decimal>\d{1,3}(?:\.\s?\d{1,3}|\.[IVX]{1,5}(?=\.\d)){1,4})\.?(?=\s|[A-ZÀ-Þ])       # 104.12  1.2.3  31.II.6
    | (?P<plain>\d{1,3})[.)](?=\s|[A-ZÀ-Þ]|$)                            # 69.   69)
    | (?P<bracketed>\((?:[a-zа-яء-ي]{1,2}|[ivx]{1,5}|\d{1,3})\))(?=\s|[A-ZÀ-Þ]|$)   # (a) (iv) (12)
    | (?P<letter>[a-z]\)(?=\s)|[a-l]\.(?=\s+[A-ZÀ-Þ]))                  # a)  a.
    | (?P<roman>[IVX]{1,5})\.(?=\s)                                      # IV.
    | (?P<upper>[A-H])\.(?=\s)                                           # B.
    | (?P<bullet>[•▪●◦‣·∙⦁⁃■□▫►▶➢➤✓✔○\uf0b7\uf0a7\uf0d8\uf0fc–—-](?=\s)|[o|§](?=\s+[A-ZÀ-Þ]))   # •  ■  o  §
    | (?P<chinese>[一二三四五六七八九十]{1,3}|\d{1,2})、
    )\s*""",
    re.VERBOSE,
)

_ROMAN_DIGITS = frozenset("IVX")
"""Characters that may follow the first letter of a number."""
ITEM_STYLES = frozenset({"bracketed", "letter", "bullet", "decimal"})
"""Styles of the numbers of items of a list."""
CAPTION = LanguageWords("reading").compile_pattern(r"(?:{layout.captions})\s*(?:[A-Z]\.?)?[\dIVX]+(?:\.[\dIVX]+)*")
"""The first line of a caption, whose second line is the title of the table or figure."""


class PrintedNumber(NamedTuple):
    """A printed number: its style, its text without a trailing dot, and the text after it."""

    style: str
    number: str | None
    """None for a bullet."""
    rest: str


def parse_printed_number(text: str) -> PrintedNumber | None:
    """Split a text into its printed number and the rest; None if it has no number.

    >>> parse_printed_number("104.12 Ratify the Protocol")
    PrintedNumber(style='decimal', number='104.12', rest='Ratify the Protocol')
    """
    start = text[:2]
    if start.isalpha() and start.isascii() and start[1:] not in _ROMAN_DIGITS:
        return None
    match = PRINTED_NUMBER.match(text)
    if not match or match.lastgroup is None:
        return None
    style = match.lastgroup
    number = None if style == "bullet" else "".join(match[style].split()).rstrip(".")
    return PrintedNumber(style, number, text[match.end() :])


def build_numbered_block(kind: PassageKind, text: str, level: int | None = None) -> DocumentBlock:
    """Return a block whose number, if any, is printed before its text; a paragraph with one may be an item."""
    printed = parse_printed_number(text)
    if printed is None or not printed.rest.strip():
        return DocumentBlock(kind=kind, text=text, level=level)
    if kind is PassageKind.PARAGRAPH and printed.style in ITEM_STYLES:
        kind = PassageKind.ITEM
    return DocumentBlock(kind=kind, text=printed.rest, number=printed.number, level=level)

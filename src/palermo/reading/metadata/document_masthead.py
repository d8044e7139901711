"""Title, date and publisher of a document, in addition to those of a UN masthead."""

import re
from collections.abc import Sequence
from dataclasses import replace

from palermo.languages.language_words import LanguageWords
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.covers import Cover
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.document_date import choose_date
from palermo.reading.metadata.publisher import choose_publisher
from palermo.reading.metadata.titles import choose_title
from palermo.reading.un_masthead import read_un_masthead
from palermo.registry import load_registry
from palermo.statements import Masthead

_WORDS = LanguageWords("reading")
_UN_AUTHOR = _WORDS.compile_pattern(
    r"\b(?:{titles.un_reports})\s+(?:{titles.un_report_prepositions})?\s*(?:(?:{titles.un_author_articles})\s+)?"
    r"(?P<name>(?:{titles.un_authors})[^,:;*(]{0,140}?)(?=[,:;*(]|$|\s(?:{titles.un_author_ends})\b)",
    re.IGNORECASE,
)
"""Author of a UN report, as named in its title."""
_REVIEW_SYMBOL = re.compile(r"A/HRC/WG\.6/\d+/(?P<state>[A-Z]{3})/(?P<part>[1-3])\b")
"""National report, compilation and summary of a Universal Periodic Review."""
_TREATY_BODY_PART = re.compile(r"/(?:CO|GC|QPR)/|/Q/\d")
"""Part of a symbol: concluding observations, general comment, or list of issues of a treaty body."""
_SYMBOL_AUTHORS = {
    "CEDAW/C": "cedaw-committee",
    "CRC/C": "crc-committee",
    "CCPR/C": "human-rights-committee",
    "CAT/C": "cat-committee",
    "CERD/C": "cerd-committee",
    "CMW/C": "cmw-committee",
    "CRPD/C": "crpd-committee",
    "CED/C": "ced-committee",
    "E/C.12": "cescr-committee",
}
"""Treaty bodies in the registry, by the beginning of their symbols."""
_FOOTNOTE_SIGNS = re.compile(r"[*∗†‡]+$|(?<=[\u3400-\u9fff！？”])(?:_[\u3400-\u9fff]{1,12}){2,}$")
_ADOPTED = _WORDS.compile_pattern(r"{titles.adopted}", re.IGNORECASE)


def extract_masthead(
    document_blocks: Sequence[DocumentBlock], declared: DeclaredMetadata, cover: Cover, language: str
) -> Masthead:
    """Extract a document's masthead; a UN masthead takes precedence."""
    printed = read_un_masthead(document_blocks)
    title = printed.title or choose_title(declared, document_blocks, cover)
    if printed.symbol or printed.organ:
        publisher = find_un_author(printed, title)
    else:
        publisher = choose_publisher(declared, document_blocks, cover, title, language)
    return replace(
        printed,
        title=_FOOTNOTE_SIGNS.sub("", title) if title else None,
        date=printed.date or choose_date(declared, document_blocks, cover, title),
        publisher=publisher,
    )


def find_un_author(printed: Masthead, title: str | None) -> str | None:
    """Return the author of a UN document: named in the title, or the organ of a resolution.

    Returns None if the author is unclear.

    >>> find_un_author(Masthead(symbol="A/78/1", organ="General Assembly"), "Report of the Secretary-General")
    'Secretary-General'
    """
    if printed.under_review and "/Add." in (printed.symbol or ""):
        return printed.under_review  # what a State answers is issued as an addendum to the report on it
    author = _UN_AUTHOR.search(title or "")
    if author:
        return author["name"].rstrip("*∗ ")
    adopted = re.search(r"/(?:RES|DEC|PRST)/", printed.symbol or "") or _ADOPTED.search(title or "")
    return printed.organ if adopted else _find_symbol_author(printed)


def _find_symbol_author(printed: Masthead) -> str | None:
    """Return who writes documents with such a symbol: a treaty body, OHCHR or a State under review."""
    symbol = printed.symbol or ""
    review = _REVIEW_SYMBOL.match(symbol)
    if review and review["part"] == "1":
        state = load_registry().states.get(f"state:{review['state']}")
        return printed.under_review or (state.names["en"] if state else None)
    authors = (author for prefix, author in _SYMBOL_AUTHORS.items() if symbol.startswith(f"{prefix}/"))
    author = next(authors, "") if _TREATY_BODY_PART.search(symbol) else ""
    entity = load_registry().entities.get("ohchr" if review else author)
    return entity.names["en"] if entity else None

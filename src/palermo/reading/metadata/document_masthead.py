"""Title, date and publisher of a document, in addition to those of a UN masthead."""

import re
from collections.abc import Sequence
from dataclasses import replace

from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.covers import Cover
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.document_date import choose_date
from palermo.reading.metadata.publisher import choose_publisher
from palermo.reading.metadata.titles import choose_title
from palermo.reading.un_masthead import read_un_masthead
from palermo.statements import Masthead
from palermo.vocabulary.language_words import LanguageWords

_WORDS = LanguageWords("reading")
_UN_AUTHOR = _WORDS.compile_pattern(
    r"\b(?:{titles.un_reports})\s+(?:{titles.un_report_prepositions})?\s*(?:(?:{titles.un_author_articles})\s+)?"
    r"(?P<name>(?:{titles.un_authors})[^,:;*(]{0,140})",
    re.IGNORECASE,
)
"""Author of a UN report, as named in its title."""
_ADOPTED = _WORDS.compile_pattern(r"{titles.adopted}", re.IGNORECASE)


def extract_masthead(
    document_blocks: Sequence[DocumentBlock], declared: DeclaredMetadata, cover: Cover, language: str
) -> Masthead:
    """Extract a document's masthead; a UN masthead takes precedence."""
    printed = read_un_masthead(document_blocks)
    title = printed.title or choose_title(declared, document_blocks, cover)
    return replace(
        printed,
        title=re.sub(r"[*∗†‡]+$|(?<=[\u3400-\u9fff！？”])(?:_[\u3400-\u9fff]{1,12}){2,}$", "", title)
        if title
        else None,
        date=printed.date or choose_date(declared, document_blocks, cover, title),
        publisher=(
            find_un_author(printed, title)
            if printed.symbol
            else choose_publisher(declared, document_blocks, cover, title, language)
        ),
    )


def find_un_author(printed: Masthead, title: str | None) -> str | None:
    """Return the author of a UN document: named in the title, or the organ of a resolution.

    Returns None if the author is unclear.

    >>> find_un_author(Masthead(symbol="A/78/1", organ="General Assembly"), "Report of the Secretary-General")
    'Secretary-General'
    """
    author = _UN_AUTHOR.search(title or "")
    if author:
        return author["name"].rstrip("*∗ ")
    adopted = re.search(r"/(?:RES|DEC|PRST)/", printed.symbol or "") or _ADOPTED.search(title or "")
    return printed.organ if adopted else None

"""UN mastheads: what a UN document prints about itself on its first page, with names as printed."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from palermo.languages.language_words import LanguageWords
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.masthead_dates import find_first_date
from palermo.statements import Masthead, PassageKind

UN_SYMBOL = re.compile(
    r"\b(?:A|S|E|ST|CEDAW|CRC|CCPR|CAT|CERD|CMW|CRPD|CTOC|HRI|TD|UNEP|DP|JIU|HSP|CEB|CAC|UNHCR|ECE|ECA|LC|T|ICCD|FCCC)"
    r"(?=(?:/\s?[^/\s]*)*?\d)(?!/\s?[A-Z][a-z]{4})"
    r"(?:/\s?(?!Part\b)[A-Z0-9][A-Za-z0-9.\-]*(?:\s?\([A-Za-z0-9.\- ]+\))?)+(?=[\s*∗,;.)]|/Part\b|$)"
)
"""UN symbols: an organ, then parts separated by slashes: `A/HRC/8/29`, `A/RES/64/293`, `A/81/6 (Sect. 17)`."""

_WORDS = LanguageWords("reading")
DISTRIBUTION = _WORDS.compile_pattern(r"Distr\.|(?:{masthead.original_language})\s*[:：]")
"""Text of every UN masthead: distribution and original language."""

_MASTHEAD_LINE = _WORDS.compile_pattern(
    r"\s*(?:{masthead.united_nations})"
    r"[\s,:|–—-]*" + UN_SYMBOL.pattern + r"[*∗]*\s*"
)
"""A first line with the Organization's name and a symbol, as in retyped first pages."""
_REISSUE = _WORDS.compile_pattern(r"{masthead.reissues}", re.IGNORECASE)
_SESSION = _WORDS.compile_pattern(
    r"\b({masthead.session_ordinals})\s+(?:(?:{masthead.session_adjectives})\s+)?({masthead.session_words})\b"
)
_AGENDA = _WORDS.compile_pattern(
    r"\b(?:{masthead.organs})\s+(?:{masthead.session_ordinals})\s+(?:{masthead.session_words})\s+(?:{masthead.agenda_items})\b",
    re.IGNORECASE,
)
_JOB_NUMBER = re.compile(r"GE\.\s?\d\d-\d+")

_REVIEW = _WORDS.compile_pattern(r"{masthead.reviews}", re.IGNORECASE)
_NUMBERED_PART = re.compile(r"[^\W\d]+ \d+[A-Z]?|第\d+款")
"""The heading of a part, which its name follows: `Section 12`."""
_FRAME_END = _WORDS.compile_pattern(r"\s(?:{masthead.frame_titles})$", re.IGNORECASE)
"""A heading that was joined to the line above it: `Tarn | Introduction`."""
_FOOTNOTE_SIGNS = re.compile(r"(?:(?<=[^\W\d])\d{1,2}|[\s*∗†‡])+$")


_REPORT = _WORDS.compile_pattern(
    r"(?-i:(?=[^\W\d_a-zà-ÿа-яё]))\b(?:{titles.un_reports})\s+(?:{titles.un_report_prepositions})?\s*"
    r"(?:(?:{titles.un_author_articles})\s+)?(?:{titles.un_authors})\b",
    re.IGNORECASE,
)
"""The beginning of a report's title: `Report of the Special Rapporteur`."""
_TITLE_END = _WORDS.compile_pattern(
    r"\s*(?:[*∗†‡|]|(?-i:(?=[^\W\d_a-zà-ÿа-яё]))\b(?:{masthead.frame_titles})\b\s|\s(?:I|1)\.\s)", re.IGNORECASE
)
"""What follows the title of a report: a footnote sign, a summary or the first part."""
MAX_RUN_ON_CHARS, MAX_RUN_ON_TITLE_CHARS = 1500, 300
"""Characters of a first page, and of the title in it, whose lines were joined."""

MAX_SYMBOL_LINE_CHARS = 80
"""Maximum characters of a block that prints the document's own symbol; longer ones cite others."""


def _join_short_blocks(first_blocks: Sequence[DocumentBlock]) -> str:
    """Return the short blocks of a first page, which identify a document, one for each line."""
    return "\n".join(
        p.text for p in first_blocks if len(p.text) <= MAX_SYMBOL_LINE_CHARS and not _REISSUE.search(p.text)
    )


def count_cover_blocks(document_blocks: Sequence[DocumentBlock]) -> int:
    """Return the number of blocks on a cover page: page 1 with a symbol and no long paragraph; else 0."""
    first = [block for block in document_blocks[:60] if block.page == 1]
    length = sum(len(block.text) for block in first)
    return len(first) if length < 1500 and UN_SYMBOL.search(_join_short_blocks(first)) else 0


def read_un_masthead(document_blocks: Sequence[DocumentBlock]) -> Masthead:
    """Read symbol, title, date, session, organ and State under review from a document's first blocks."""
    first = [block for block in document_blocks[:60] if block.page in {1, None} and not _is_note(block)]
    joined_blocks = _join_short_blocks(first)
    if (
        first
        and first[0].page is None
        and not (DISTRIBUTION.search(joined_blocks) or _MASTHEAD_LINE.fullmatch(first[0].text))
    ):
        return _read_run_on_masthead(first)  # without pages, only the head of a UN document's first page is a masthead
    symbol = UN_SYMBOL.search(joined_blocks)
    if symbol is None:
        return _read_run_on_masthead(first)
    session = _SESSION.search(joined_blocks)
    return Masthead(
        symbol=re.sub(r"\s+", "", symbol.group()),
        title=_join_title(first) or _read_run_on_masthead(first).title,
        date=find_first_date(joined_blocks[max(0, symbol.start() - 200) :]),
        session=session.group() if session else None,
        organ=_find_organ(joined_blocks) or _find_organ(" ".join(p.text for p in first[:12] if len(p.text) < 200)),
        under_review=_find_state_under_review(first),
    )


def _read_run_on_masthead(first_blocks: Sequence[DocumentBlock]) -> Masthead:
    """Read a first page whose lines were joined, as by a converter: `A/HRC/1/2 Distr.: General ... Report of the ...`.

    It begins with symbol and distribution, or has an organ, its session and the agenda item one after another.
    """
    text = " ".join(block.single_line for block in first_blocks)[:MAX_RUN_ON_CHARS]
    starts = [(match.start(), _TITLE_END.search(text, match.end())) for match in _REPORT.finditer(text)]
    title = next(((a, end.start()) for a, end in starts if end and end.start() - a <= MAX_RUN_ON_TITLE_CHARS), None)
    if title is None:
        return Masthead()
    head = text[: title[0]]
    symbol = UN_SYMBOL.search(head) if DISTRIBUTION.search(head) else None
    if not (symbol or _AGENDA.search(head)):
        return Masthead()
    session = next(reversed([*_SESSION.finditer(head)]), None)
    return Masthead(
        symbol=re.sub(r"\s+", "", symbol.group()) if symbol else None,
        title=_FOOTNOTE_SIGNS.sub("", text[slice(*title)]),
        date=find_first_date(head),
        session=session.group() if session else None,
        organ=_find_organ(head),
    )


def _is_note(document_block: DocumentBlock) -> bool:
    """Return whether a block is a footnote to the masthead.

    Tagged files contain it after the cited words.
    """
    return document_block.kind is PassageKind.FOOTNOTE or bool(re.match(r"[*∗†‡]", document_block.text))


def _find_organ(text: str) -> str | None:
    folded = text.casefold()
    return next((organ for organ in _WORDS.list_words("masthead", "organs") if organ.casefold() in folded), None)


def _join_title(first_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the cover's headings after session and agenda item, joined: `Report of ... : Algeria`.

    A numbered one begins the text.
    """
    printed = (block for block in first_blocks if block.kind is PassageKind.HEADING and not is_frame(block.text))
    headings = list(takewhile(lambda block: not block.number, printed))
    count = 4 if len(headings) > 3 and _NUMBERED_PART.fullmatch(headings[2].text.strip()) else 3
    parts = dict.fromkeys(_FOOTNOTE_SIGNS.sub("", block.text) for block in headings[:count])
    return ": ".join(part for part in parts if part) or None


def is_frame(text: str) -> bool:
    """Return whether a cover's heading names an organ, a session or an agenda item."""
    folded = text.casefold()
    organs = _WORDS.list_words("masthead", "organs")
    names_organ = any(folded.startswith(organ.casefold()) for organ in organs) and len(text) < 60
    frame = names_organ or _SESSION.search(text) or folded.startswith(_WORDS.list_words("masthead", "frame_starts"))
    return bool(frame or _JOB_NUMBER.match(text) or UN_SYMBOL.fullmatch(text)) or _FOOTNOTE_SIGNS.sub(
        "", folded
    ) in _WORDS.list_words("masthead", "frame_titles")


def _find_state_under_review(first_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the block after the review's title: the State under review, as printed."""
    for block, following in pairwise(first_blocks):
        if _REVIEW.search(block.text) and not is_frame(following.text):
            name = _FRAME_END.sub("", _FOOTNOTE_SIGNS.sub("", following.text))
            return name if 3 < len(name) < 80 and not _REISSUE.search(name) else None
    return None

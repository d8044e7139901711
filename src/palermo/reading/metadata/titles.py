"""The title of a document: declared and confirmed by the text, else the title line or the cover."""

import re
from collections.abc import Sequence

from palermo.languages import HAN_CHARACTER
from palermo.languages.language_words import LanguageWords
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.covers import Cover, CoverBlock
from palermo.reading.metadata.declared_metadata import MAX_TITLE_CHARS, DeclaredMetadata
from palermo.reading.metadata.organisation_names import (
    has_organisation_word,
    is_organisation_line,
)
from palermo.reading.metadata.printed_dates import find_dates
from palermo.reading.metadata.printed_titles import (
    PERSON,
    drop_site,
    find_labelled_title,
    find_release_title,
    find_short_title,
    find_speech_title,
)
from palermo.registry import load_registry
from palermo.statements import PassageKind, normalise_text

MAX_HEADING_CHARS = 450
"""Maximum characters of a heading that is a title: acts of Kazakhstan and Luxembourg have long ones."""
MIN_SHOWN_CHARS = 12
"""Minimum characters of a heading by which a declared title that contains it is that of the page."""
MAX_TITLE_BLOCKS = 12
"""First blocks among which a title line is searched."""
MAX_TITLE_LINE_CHARS = 240
"""Maximum characters of a title line that is not a heading; the Palermo Protocol has 228 in Dutch."""
MAX_MENU_WORDS = 2
"""Maximum words of each line of a page's menu, which text files have as paragraphs."""
MIN_SUBTITLE_SIZE_RATIO = 0.45
"""Minimum size of a line after a colon, as a share of the title's size."""
MIN_REPEATED_SIZE_RATIO = 0.6
"""Minimum size of a line that running heads repeat, as a share of the largest one's."""
MIN_SAME_SIZE_RATIO = 0.98
"""Minimum ratio of the sizes of two lines of the cover that are equally large."""
MIN_NAME_SIZE_RATIO = 1.4
"""Minimum size of a line like an organisation's name that is the title after all, such as that of a journal."""
MAX_QUOTE_WORDS = 9
"""Maximum words of a title that ends with a full stop; longer ones are sentences."""
MAX_CAPITAL_WORDS = 4
"""Maximum words of a line in capitals that goes on on the next line of the cover."""
_WORDS = LanguageWords("reading")
_NOT_TITLES = _WORDS.compile_pattern(
    r"{titles.not_titles}|(?:{titles.parts})\s*(?:[ivxlc\d]+|{titles.first_numbers})\b.{0,8}", re.IGNORECASE
)
"""Text in the place of a title that is not one, such as `Contents`."""
_SECTION = _WORDS.compile_pattern(r"(?:{titles.sections})\W*", re.IGNORECASE)
_LABEL = _WORDS.compile_pattern(r"^(?:{titles.labels})\s*[:：]\s*", re.IGNORECASE)
_GAZETTE = re.compile(r"\bregistered no\b|\bpublished by authority\b|\bextraordinary\b.{0,20}$", re.IGNORECASE)
_CODE = re.compile(
    r"[.…]{4}|(?:\.\s){3}|^:::|^:\w+:|\{[.#][a-z][\w-]*|^[(（][^()（）]*[)）]$|^<[?!/a-z]|^(?:import|export|const|let|var|function|return|package)\s[^.?!]*[{};=(]|=>|[{;]$"
)
"""A line of a program, as at the beginning of a page's source, or all in brackets."""
_DATED_HEADING = re.compile(r"(?:19|20)\d\d-\d\d-\d\d\s\D{4}")
_DASH = re.compile(r"\s[–—|-]\s")
_HASHES = re.compile(r"^#{1,6}\s*(?=\S)")
_ADDRESS = _WORDS.compile_pattern(
    r"®|^\d+\s?(?:st|nd|rd|th)\s+floor\b|https?://|www\.|@\w|^\S+\.(?:jpe?g|png|gif|svg)\b|^(?:{titles.links})\s*[:：]",
    re.IGNORECASE,
)
_TRAILING_DOMAIN = re.compile(r"(?<=\w)\s+(?:www\.)?[a-z][a-z-]*(?:\.[a-z-]+)*\.(?:com|eu|int|net|org|uk)$")
"""The address of a site on the line below the title."""
_COMPANY = re.compile(r"\b(?:Ltd|LTD|Limited|Inc|LLC|PLC|plc|GmbH)\.?$")
_CREDIT = re.compile(r"^(?:photos?|images?|illustrations?|crédits?)\b(?: de\b| by\b|\s*:).{0,40}$", re.IGNORECASE)
_CONTINUED = _WORDS.compile_pattern(r"^(?:{titles.continued})\s")
"""The beginning of a line that continues the line before it."""
_OPEN_END = _WORDS.compile_pattern(r"\s(?:{titles.open_ends}|&)$", re.I)
"""The end of a line that the next line continues."""
_LONG_QUOTE = re.compile(r"[“«][^“”«»]{90,}[”»]")
"""A heading that only quotes, as on the first page of a plan."""
_SITE = re.compile(r"\s*[-–—_|]\s*[^\s\-–—_|]{2,12}[网網]$")
_SENTENCE_END = re.compile(r"[.。;；:：,،]$|(?<![?!؟])[…]$")
_RUN_ON = (
    re.compile(
        r".{0,200}?(?P<title>[МКГ](?i:униципальн|омплексн|осударственн)\w+\s+(?i:программа)\s[^.]{10,220}?"
        r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d\s+(?i:год)\w*)"
    ),
    re.compile(r"(?P<title>.{10,140}?\b(?:19|20)\d\d(?:\s?[-–/]\s?\d{2,4})?)\s+(?=[A-ZÀ-Þ])"),
    re.compile(
        r"(?:.{0,300}\d{4}\s*(?:г\.?)?\s*№\s*[\d-]+\s+)?(?P<title>Об? .{20,330}?[»\"]?)(?:\s+\(\s*в ред\.[^()]*\))?"
        r"\s+(?=(?:В соответствии|В целях|Руководствуясь|На основании|Во исполнение)\b)"
    ),
    re.compile(r"(?P<title>.{10,160}?)\s+(?=(?:This|The) (?:statement|report|policy)\b)"),
    re.compile(r"(?P<title>(?P<first>[^\W\d_]+ [^\W\d_]+)\b.{10,160}?)\s+(?=(?P=first)\b)"),
    re.compile(r"(?P<title>(?P<first>[^\W\d_a-zа-я][^\W\d_]{2,}) .{10,160}?[^\s.!?])\s+(?=(?P=first)\b)"),
)
"""A title that runs into its text on one line, ended by a year, `This statement`, or its repeated first word."""


def choose_title(declared: DeclaredMetadata, document_blocks: Sequence[DocumentBlock], cover: Cover) -> str | None:
    """Return the title, or None if neither the file nor its first page has one."""
    title = (_choose_title(declared, document_blocks, cover) or "").replace("\N{ZERO WIDTH SPACE}", "")
    title = _TRAILING_DOMAIN.sub("", title)
    return drop_site(title, document_blocks) if title else None


def _choose_title(declared: DeclaredMetadata, document_blocks: Sequence[DocumentBlock], cover: Cover) -> str | None:
    printed = _extend_with_subtitle(_find_printed_title(document_blocks, cover), document_blocks)
    for title in declared.titles:
        if declared.reliable:
            is_site = declared.is_web_page and is_site_name(_DASH.sub(" ", title), document_blocks)
            return printed if is_site and printed else _find_matching_heading(title, document_blocks) or title
        is_publisher = printed and load_registry().find_entity(title)
        if not is_publisher and _is_printed(title, cover, document_blocks) and not _is_refused(title):
            return printed if printed and _fold_text(title) in _fold_text(printed) else title
    return printed


def is_site_name(title: str, document_blocks: Sequence[DocumentBlock]) -> bool:
    """Return whether a declared title is the name of the site: one or two words that no heading contains.

    A title that contains a heading is the page's.
    """
    headings = [_fold_text(block.text) for block in document_blocks[:20] if block.kind is PassageKind.HEADING]
    short = _count_words(title) < 3 or has_organisation_word(title)
    folded = _fold_text(title)
    is_shown = any(folded in text or (len(text) >= MIN_SHOWN_CHARS and text in folded) for text in headings)
    return short and bool(headings) and not is_shown


def _find_printed_title(document_blocks: Sequence[DocumentBlock], cover: Cover) -> str | None:
    in_gazette = any(_GAZETTE.search(block.text) for block in document_blocks[:8])
    act = find_short_title(document_blocks) if in_gazette else None
    return (
        act
        or find_labelled_title(document_blocks)
        or _find_cover_title(cover)
        or find_speech_title(document_blocks)
        or find_release_title(document_blocks)
        or _find_title_line(document_blocks)
        or find_short_title(document_blocks)
    )


def _extend_with_subtitle(title: str | None, document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the title with the subtitle that the title page prints after it, separated by a colon."""
    texts = (block.single_line for block in document_blocks[:20])
    longer = (text for text in texts if title and text.startswith(f"{title}:") and len(text) < MAX_TITLE_LINE_CHARS)
    return next(longer, title)


def _find_matching_heading(title: str, document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the page's only main heading if the declared title extends it, or is a word or two of it."""
    mains = [block.text for block in document_blocks[:40] if block.kind is PassageKind.HEADING and block.level == 1]
    heading, declared = (f" {_fold_text(text)} " for text in (mains[0] if mains else "", title))
    is_related = heading.strip() in declared or (len(title.split()) < 3 and declared in heading)
    return " ".join(mains[0].split()) if len(mains) == 1 and len(mains[0]) > 12 and is_related else None


def _is_printed(title: str, cover: Cover, document_blocks: Sequence[DocumentBlock]) -> bool:
    first = " ".join(
        [*(block.text for block in cover.blocks), *(document_block.text for document_block in document_blocks[:30])]
    )
    words = set(normalise_text(title).split())
    printed = set(re.findall(r"\w+", normalise_text(first)))
    return len(words) > 1 and all(set(re.findall(r"\w+", word)) <= printed for word in words)


def _find_cover_title(cover: Cover) -> str | None:
    """Return the largest text above the cover's first section that is not a frame, with the line after its colon."""
    sections = [place for place, block in enumerate(cover.blocks) if _SECTION.fullmatch(block.text)]
    printed = cover.blocks[: sections[0]] if sections and sections[0] else cover.blocks
    blocks = [block for block in printed if block.size > 1.15 * cover.body_size and not _is_quote(block.text)]
    allowed = [block for block in blocks if not _is_refused(block.text)]
    open_blocks = [block for block in allowed if not is_organisation_line(block.text)]
    if not open_blocks:
        return None
    outranked = MIN_NAME_SIZE_RATIO * max(block.size for block in open_blocks)
    names = [block for block in allowed if block.size >= outranked and block not in open_blocks]
    open_blocks = [block for block in names if " " in block.text and not _COMPANY.search(block.text)] or open_blocks
    size = max(block.size for block in open_blocks)
    first_largest = next(block for block in open_blocks if block.size >= MIN_SAME_SIZE_RATIO * size)
    return _join_cover_lines(blocks, _find_repeated_block(open_blocks, cover) or first_largest)


def _join_cover_lines(blocks: Sequence[CoverBlock], largest: CoverBlock) -> str | None:
    """Return the largest line with those that continue it."""
    place = blocks.index(largest)
    parts = [largest.text]
    after = blocks[place + 1 :]
    if largest.text.endswith((":", "–", "-", "—")) and after and _is_tied(after[0], largest):
        parts.append(after[0].text)
    for block in after:
        if not _is_continuation(parts[-1], block, largest):
            break
        parts.append(block.text)
    title = " ".join(dict.fromkeys(parts))
    return title if len(title) <= MAX_TITLE_CHARS else None


def _find_repeated_block(blocks: Sequence[CoverBlock], cover: Cover) -> CoverBlock | None:
    """Return the block that later pages repeat at their edge, longer than the largest, such as `Code of Practice`."""
    size, heads = max(block.size for block in blocks), {_fold_text(head) for head in cover.running_heads}
    length = max(len(block.text) for block in blocks if block.size == size)
    repeated = (block for block in blocks if len(block.text) > length and _fold_text(block.text) in heads)
    return next((block for block in repeated if block.size >= MIN_REPEATED_SIZE_RATIO * size), None)


def _is_continuation(line: str, block: CoverBlock, title: CoverBlock) -> bool:
    """Return whether a block of the title's size continues it: all in capitals, or within a phrase."""
    is_same_size = MIN_SAME_SIZE_RATIO * title.size <= block.size <= title.size / MIN_SAME_SIZE_RATIO
    in_phrase = bool(_OPEN_END.search(line)) or block.text[:1].islower()
    is_possible = not _is_refused(block.text) and not is_organisation_line(block.text)
    capitals = (
        line.isupper() and block.text.isupper() and len(line.split()) <= MAX_CAPITAL_WORDS >= len(block.text.split())
    )
    return is_same_size and is_possible and (in_phrase or capitals)


def _is_quote(text: str) -> bool:
    is_name = bool(re.fullmatch(r"[“‘]\w+\s[^“”‘’]{3,80}[”’]\W*", text))  # a title in quotation marks
    return not is_name and (
        text.startswith(("…", "“", "‘", "...")) or (text.endswith(".") and len(text.split()) > MAX_QUOTE_WORDS)
    )


def is_heading_of_a_part(text: str) -> bool:
    """Return whether a heading is no title but that of a part, such as `Who we are`, or only quotes."""
    return _is_refused(text) or bool(_LONG_QUOTE.fullmatch(text))


def _is_tied(block: CoverBlock, title: CoverBlock) -> bool:
    return block.size >= MIN_SUBTITLE_SIZE_RATIO * title.size


def _find_title_line(document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the first heading, or the first line that looks like one, before the text begins."""
    first = [block for block in document_blocks[:MAX_TITLE_BLOCKS] if block.page in {None, 1, 2}]
    fallback: str | None = None  # the name of a body is used only if there is no other heading
    for place, block in enumerate(first):
        text = " ".join(_LABEL.sub("", _HASHES.sub("", block.text)).split())
        heading = block.kind is PassageKind.HEADING or bool(_HASHES.match(block.text))
        if not heading and block.kind in {PassageKind.CELL, PassageKind.ROW, PassageKind.ITEM}:
            if len(text) > 40:
                return fallback
        elif place == 0 and block.level == 1 and _DATED_HEADING.match(text):
            return text
        elif heading and is_organisation_line(text):
            fallback = fallback or text
        elif not heading and place > 0 and _is_menu(first[place - 1 : place + 2]):
            continue
        elif (title := _build_title(text, first[place + 1 :], is_first=place == 0, heading=heading)) is not None:
            return title
        elif len(text) > MAX_TITLE_LINE_CHARS or (len(text) > 100 and text.endswith((".", "。"))):
            return (_cut_run_on_title(text) if place < 3 else None) or fallback
    return fallback


def _is_menu(neighbours: Sequence[DocumentBlock]) -> bool:
    """Return whether a line, the one before it and the one after it have a word or two each."""
    return len(neighbours) > 2 and all(_count_words(block.text) <= MAX_MENU_WORDS for block in neighbours)


def _build_title(text: str, next_blocks: Sequence[DocumentBlock], *, is_first: bool, heading: bool) -> str | None:
    """Return the title that a line begins, with the lines that continue it; None if it looks like none."""
    is_sentence = is_first and _is_whole_sentence(text)
    if not _is_title_line(text, heading=heading) and not (heading and is_sentence):
        return None
    return _SITE.sub("", _close_heading(text, next_blocks))


def _count_words(text: str) -> int:
    """Return the number of words; of Chinese text, which has no spaces, half its characters."""
    return len(text) // 2 if HAN_CHARACTER.search(text) else len(text.split())


def _is_title_line(text: str, *, heading: bool) -> bool:
    words = _count_words(text)
    limit = MAX_HEADING_CHARS if heading else MAX_TITLE_LINE_CHARS
    if is_heading_of_a_part(text) or len(text) > limit or words < (1 if heading else 2):
        return False
    if heading:
        return not (text.endswith(".") and (len(text) > 120 or words > 9))
    return " / " not in text and not _SENTENCE_END.search(text) and not is_organisation_line(text)


def _is_whole_sentence(text: str) -> bool:
    """Return whether a heading at the very beginning is one sentence, as on pages of guidance."""
    return text.endswith(".") and len(text) <= MAX_TITLE_LINE_CHARS and not re.search(r"[.!?]\s", text)


def _is_refused(text: str) -> bool:
    """Return whether a line is a frame: `Contents`, only a date or number, an address, a label."""
    words = re.sub(r"(?<=\b[^\W\d_]) (?=[^\W\d_]\b)", "", text.strip(" *#-–—.:|0123456789\u200f"))  # `S U M M A R Y`
    dates = find_dates(text)
    left = len(text) - sum(date.end - date.start for date in dates)
    dated = bool(dates) and left < 25 and len(text) < 60
    letters = sum(map(str.isalpha, text))
    is_open = len(text.split()) <= 2 and _OPEN_END.search(text)
    framed = (
        is_open
        or _CODE.search(text)
        or _ADDRESS.search(text)
        or _CREDIT.match(text)
        or PERSON.match(text)
        or _CONTINUED.match(text)
    )
    is_part = _NOT_TITLES.fullmatch(words) or _NOT_TITLES.fullmatch(" ".join(text.split())) or _SECTION.fullmatch(words)
    return letters < 3 or bool(is_part) or dated or bool(framed)


def _close_heading(heading: str, next_blocks: Sequence[DocumentBlock]) -> str:
    """Return a heading that is open joined to the next: `In The | Example Court`."""
    following = " ".join(next_blocks[0].text.split()) if next_blocks else ""
    is_continued = _is_continued_by(heading, following)
    if not following or not (is_continued or _OPEN_END.search(heading)):
        return heading
    is_printed_alike = following[:1].islower() or (heading.isupper() and following.strip('«»“”"').isupper())
    is_next = next_blocks[0].kind is PassageKind.HEADING or (
        is_printed_alike and len(following) <= MAX_TITLE_LINE_CHARS
    )
    return f"{heading} {following.rstrip('.')}" if is_next else heading


def _is_continued_by(heading: str, following: str) -> bool:
    """Return whether a line goes on with a word such as `for`, or with the subject in quotation marks."""
    is_subject = heading.isupper() and following.startswith(("«", "“")) and following.strip("«»“” .").isupper()
    is_short = len(following) <= MAX_TITLE_LINE_CHARS and not re.search(r"[.!?;]\s", following)
    is_alike = following[:1].islower() or (heading.isupper() and following.isupper())
    return is_short and (is_subject or bool(is_alike and _CONTINUED.match(f"{following.lower()} ")))


def _cut_run_on_title(text: str) -> str | None:
    titles = (match["title"] for pattern in _RUN_ON if (match := pattern.match(text)))
    whole = (title for title in titles if not title.endswith((".", "!", "。")) and not _OPEN_END.search(title))
    possible = (title for title in whole if not _is_refused(title))
    return min(possible, key=len, default=None)


def _fold_text(text: str) -> str:
    return " ".join(re.findall(r"\w+", normalise_text(text.replace("&", " and "))))

"""Titles that are known by lines beside them: an approval, the day of posting, a label, the occasion of a speech."""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from palermo.languages.language_words import LanguageWords
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.organisation_names import has_document_word
from palermo.reading.metadata.printed_dates import find_dates
from palermo.statements import PassageKind

MAX_TITLE_CHARS = 300
OPENING_BLOCKS, MAX_TITLE_BLOCKS = 16, 5
LABELLED_BLOCKS, MIN_RELEASE_WORDS = 6, 4
_WORDS = LanguageWords("reading")
_SITE_SUFFIX = re.compile(r"(?P<title>.{10,}?)\s+[|–—-]\s+(?P<site>[^|–—\d]{2,60})$")
"""A title with the name of its site."""
MIN_REPEATED_WORDS, MAX_SITE_WORDS, MAX_SITE_BLOCKS = 4, 5, 40
"""Of a title that the page prints again in its first blocks, and of the name of its site."""
_POSTED = _WORDS.compile_pattern(r"^(?:{titles.posted})\b", re.IGNORECASE)
_LABELLED = _WORDS.compile_pattern(
    r"^(?!(?:job|position|post|course)\b)(?:[^\W\d_]+\s){0,2}(?:{titles.labels})\s*[:：]\s*(?P<title>[^\s:：](?:(?!\s(?:date|author|source|fecha|autor|auteur)\s*:).){7,200})$",
    re.IGNORECASE,
)
"""A line such as `Project title: Example`."""
_RELEASE = _WORDS.compile_pattern(r"(?:{titles.releases})", re.IGNORECASE)
_APPROVED = _WORDS.compile_pattern(r"^(?:{titles.approved})(?!\w)", re.IGNORECASE)


def find_neighbouring_title(document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the heading beside `Posted on ...`, or the title in capitals below an approval; None without either."""
    first = document_blocks[:OPENING_BLOCKS]
    for place, (block, following) in enumerate(pairwise(first)):
        dates = find_dates(following.text[:60]) if _POSTED.match(following.text) else []
        if dates and block.kind is PassageKind.HEADING and len(block.text.split()) > 2:
            return block.single_line
        if dates and block.kind is not PassageKind.HEADING and _is_heading(first[place + 2 : place + 3]):
            return first[place + 2].single_line  # below the section of the site and the day
        if _RELEASE.fullmatch(block.text.strip(" :")) and following.kind is PassageKind.HEADING:
            line = following.single_line
            if len(line.split()) >= MIN_RELEASE_WORDS and not find_dates(line):
                return line
    approved = next((place for place, block in enumerate(first) if _APPROVED.match(block.text)), None)
    return _find_title_in_capitals(first[approved + 1 :]) if approved is not None else None


def _is_heading(blocks: Sequence[DocumentBlock]) -> bool:
    return any(block.kind is PassageKind.HEADING and len(block.text.split()) > 2 for block in blocks)


def find_labelled_title(document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the title that one of the first lines labels as such; None without such a line."""
    lines = (block.single_line for block in document_blocks[:LABELLED_BLOCKS])
    return next((match["title"] for match in map(_LABELLED.match, lines) if match), None)


def _find_title_in_capitals(document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the lines in capitals from the first that begins with the kind of a document: `PROGRAMME | OF WORK`."""
    lines = [block.single_line for block in document_blocks]
    for place, line in enumerate(lines):
        if line.isupper() and has_document_word(line.split()[0]):
            title = " ".join(takewhile(str.isupper, lines[place : place + MAX_TITLE_BLOCKS]))
            return title if len(title.split()) > 1 and len(title) <= MAX_TITLE_CHARS else None
    return None


MAX_SPEECH_LINES = 6
_SPEECH = _WORDS.compile_pattern(r"^(?i:{titles.speeches})\s+\S")
_OCCASION = _WORDS.compile_pattern(r"^(?i:{titles.occasions})\s")


def find_speech_title(document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the lines of the title, joined without place and date; None if the text begins otherwise.

    They are those between `Speech by` and the line that names the occasion.
    """
    lines = [block.single_line for block in document_blocks[:MAX_SPEECH_LINES]]
    occasion = next((place for place, line in enumerate(lines) if _OCCASION.search(line)), 0)
    if not occasion or not _SPEECH.search(lines[0]):
        return None
    title = " ".join(lines[: occasion + 1])
    dates = find_dates(title)
    title = title[: dates[0].start].rstrip(" ,(") if dates else title
    return title if len(title) <= MAX_TITLE_CHARS else None


def drop_site(title: str, document_blocks: Sequence[DocumentBlock]) -> str:
    """Return a title without the name of its site, if the page prints it again without: `How we all work | HARBOUR`."""
    match = _SITE_SUFFIX.fullmatch(title)
    words = match["site"].split() if match else []
    is_name = 0 < len(words) <= MAX_SITE_WORDS and all(word[0].isupper() for word in words if len(word) > 3)
    if match is None or not is_name or has_document_word(match["site"]):
        return title
    again = any(match["title"] in block.single_line.replace(title, "") for block in document_blocks[:MAX_SITE_BLOCKS])
    return match["title"] if again and len(match["title"].split()) >= MIN_REPEATED_WORDS else title

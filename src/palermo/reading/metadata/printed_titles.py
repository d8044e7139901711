"""Titles that are known by lines beside them: a label, the occasion of a speech, the last article of an act."""

import re
from collections.abc import Sequence

from palermo.languages.language_words import LanguageWords
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.organisation_names import has_document_word
from palermo.reading.metadata.printed_dates import find_dates
from palermo.statements import PassageKind

MAX_TITLE_CHARS = 300
OPENING_BLOCKS = 16
LABELLED_BLOCKS, MIN_RELEASE_WORDS = 6, 4
_WORDS = LanguageWords("reading")
_SITE_SUFFIX = re.compile(r"(?P<title>.{10,}?)\s+[|–—-]\s+(?P<site>[^|–—\d]{2,60})$")
MIN_REPEATED_WORDS, MAX_SITE_WORDS, MAX_SITE_BLOCKS = 4, 5, 40
"""Of a title that the page prints again in its first blocks, and of the name of its site."""
_LABELLED = _WORDS.compile_pattern(
    r"^(?!(?:job|position|post|course)\b)(?:[^\W\d_]+\s){0,2}(?:{titles.labels})\s*[:：]\s*(?P<title>[^\s:：](?:(?!\s(?:date|author|source|fecha|autor|auteur)\s*:).){7,200})$",
    re.IGNORECASE,
)
"""A line such as `Project title: Example`."""
PERSON = re.compile(
    r"^(?:[A-ZÀ-ÞА-ЯЁ]\.\s?){1,3}[A-ZÀ-ÞА-ЯЁ][^\W\d_]+(?:-[A-ZÀ-ÞА-ЯЁ][^\W\d_]+)?$"
    r"|^(?:Dr|Dra|Prof|Mr|Mrs|Ms|Mme|Sr|Sra)\.?(?:\s[A-ZÀ-Þ][\w’'-]*\.?){2,5}$|^(?i:the hon)\b"
)
"""Initials and a surname, or a form of address and a name."""
_RELEASE = _WORDS.compile_pattern(r"(?:{titles.releases})", re.IGNORECASE)


def find_release_title(document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the heading below the label of a page for the press, and below offices with their holders; else None."""
    opening = document_blocks[:OPENING_BLOCKS]
    for place, label in enumerate(opening):
        following = opening[place + 1 :] if _RELEASE.fullmatch(label.text.strip(" :")) else ()
        while len(following) > 1 and PERSON.match(following[1].text):
            following = following[2:]
        line = following[0].single_line if following else ""
        if len(line.split()) >= MIN_RELEASE_WORDS and following[0].kind is PassageKind.HEADING and not find_dates(line):
            return line
    return None


def find_labelled_title(document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the title that one of the first lines labels as such; None without such a line."""
    lines = (block.single_line for block in document_blocks[:LABELLED_BLOCKS])
    return next((match["title"] for match in map(_LABELLED.match, lines) if match), None)


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


_SHORT_TITLE = re.compile(
    r"\b(?:may|shall) be (?:called|cited as) (?:the )?[“\"]?"
    r"(?P<title>[A-Z][^.;:“”\"]{5,150}?\bAct\b,?(?:\s+(?:19|20)\d\d)?)"
)


def find_short_title(document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the name that an act gives itself: `This Act may be cited as the Example Act 2015`."""
    texts = (block.text for block in (*document_blocks[:40], *document_blocks[-5:]))
    return next((" ".join(match["title"].split()) for text in texts if (match := _SHORT_TITLE.search(text))), None)

"""Titles of acts: the number and subject of a law, and the name that an act gives itself."""

import re
from collections.abc import Sequence

from palermo.languages.language_words import LanguageWords
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.printed_dates import normalise_digits
from palermo.statements import normalise_text

MAX_SUBJECT_CHARS = 220
"""Maximum characters of a line that is the subject of an act."""
MAX_ACT_BLOCKS = 12
"""First blocks among which the subject of an act is searched."""
_WORDS = LanguageWords("reading")
_NUMBERED_ACT = _WORDS.compile_pattern(r"^(?:{titles.numbered_acts})\b.{0,80}\d", re.I)
_ACT_NAME = _WORDS.compile_pattern(r"^(?:[^\W\d_]+\s+)?(?:{titles.numbered_acts})$", re.I)
"""The kind of an act, whose name is the next heading: `FEDERAL LAW`."""
_SUBJECT = _WORDS.compile_pattern(r"^(?:{titles.subjects})", re.I)
_LETTERS_APART = re.compile(r"(?<!\w)\w(?: \w){3,}(?!\w)")
"""A word whose letters are set apart."""
_SHORT_TITLE = re.compile(
    r"\b(?:may|shall) be (?:called|cited as) (?:the )?[“\"]?"
    r"(?P<title>[A-Z][^.;:“”\"]{5,150}?\bAct\b,?(?:\s+(?:19|20)\d\d)?)"
)


def is_act_name(text: str) -> bool:
    """Return whether a line is nothing but the kind of an act: `FEDERAL LAW`."""
    return _ACT_NAME.match(text) is not None


def name_act(title: str, document_blocks: Sequence[DocumentBlock]) -> str:
    """Return the kind of an act, whose letters are set apart, as a word with the subject that is printed below it."""
    joined = _LETTERS_APART.sub(lambda match: match[0].replace(" ", ""), title)
    if joined == title or not is_act_name(joined):
        return title
    texts = [block.single_line for block in document_blocks[:MAX_ACT_BLOCKS]]
    subject = next((text for text in texts if _SUBJECT.match(text) and len(text) < MAX_SUBJECT_CHARS), None)
    return f"{joined} {subject}" if subject else joined


def find_act_title(declared_title: str, document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return an act's number and subject, `Law No. 12 on boats`, on a page that declares the title of its section."""
    if _NUMBERED_ACT.match(normalise_digits(declared_title)):
        return None
    for place, block in enumerate(document_blocks[:3]):
        text = block.single_line
        title = append_subject(text, document_blocks[place + 1 :])
        if title != text and normalise_text(declared_title) not in normalise_text(title):
            return title
    return None


def append_subject(title: str, next_blocks: Sequence[DocumentBlock]) -> str:
    """Return a law's number with its subject, which is separated by the date.

    `Law No. 12 | ... | On the Authority` is an example.
    """
    if not _NUMBERED_ACT.match(normalise_digits(title)) or len(title) > 80:
        return title
    texts = [block.single_line for block in next_blocks[:4]]
    subject = next((text for text in texts if _SUBJECT.match(text) and len(text) < MAX_SUBJECT_CHARS), None)
    return f"{title} {subject}" if subject else title


def find_short_title(document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the name that an act gives itself: `This Act may be cited as the Example Act 2015`."""
    texts = (block.text for block in (*document_blocks[:40], *document_blocks[-5:]))
    return next((" ".join(match["title"].split()) for text in texts if (match := _SHORT_TITLE.search(text))), None)

"""Titles of acts: the kind of an act alone on its line, and the name that an act gives itself."""

import re
from collections.abc import Sequence

from palermo.languages.language_words import LanguageWords
from palermo.reading.document_blocks import DocumentBlock

_WORDS = LanguageWords("reading")
_ACT_NAME = _WORDS.compile_pattern(r"^(?:[^\W\d_]+\s+)?(?:{titles.numbered_acts})$", re.I)
"""The kind of an act, whose name is the next heading: `FEDERAL LAW`."""
_SHORT_TITLE = re.compile(
    r"\b(?:may|shall) be (?:called|cited as) (?:the )?[“\"]?"
    r"(?P<title>[A-Z][^.;:“”\"]{5,150}?\bAct\b,?(?:\s+(?:19|20)\d\d)?)"
)


def is_act_name(text: str) -> bool:
    """Return whether a line is nothing but the kind of an act: `FEDERAL LAW`."""
    return _ACT_NAME.match(text) is not None


def find_short_title(document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the name that an act gives itself: `This Act may be cited as the Example Act 2015`."""
    texts = (block.text for block in (*document_blocks[:40], *document_blocks[-5:]))
    return next((" ".join(match["title"].split()) for text in texts if (match := _SHORT_TITLE.search(text))), None)

"""The number of actions that a text announces, beside the number of items that follow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from palermo.joint_texts.enums import ParagraphKind
from palermo.joint_texts.state import JointText
from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedCount:
    """A chapeau that announces a number, and the items below it."""

    paragraph: str
    quote: str
    announced: int
    items: tuple[str, ...]
    """Ids of its direct items."""


@cache
def _load_pattern(language: str) -> tuple[re.Pattern[str], dict[str, int]] | None:
    if language not in LANGUAGES:
        return None
    words = LanguageWords("texts").get_section(language, "announced_counts")
    numbers = {word: number for number, forms in words["numbers"].items() for word in str(forms).split("|")}
    alternatives = "|".join(sorted((*map(re.escape, numbers), r"\d{1,3}"), key=len, reverse=True))
    pattern = words["pattern"].replace("NUMBER", f"(?P<number>{alternatives})").replace("ACTIONS", words["actions"])
    return re.compile(pattern, re.IGNORECASE), numbers


def find_announced_number(sentence: str, language: str) -> tuple[str, int] | None:
    """Return the words of a sentence that announce a number of actions, and the number.

    >>> find_announced_number("We call on States to take the following sixteen actions:", "en")
    ('following sixteen actions', 16)
    """
    loaded = _load_pattern(language)
    match = loaded[0].search(sentence) if loaded else None
    if not loaded or not match:
        return None
    word = match["number"].casefold()
    return match[0], int(word) if word.isdigit() else loaded[1][word]


def find_announced_counts(text: JointText) -> Iterator[AnnouncedCount]:
    """Yield each chapeau of the authoritative text that announces a number of actions."""
    present = text.present_paragraphs
    for text_paragraph in present:
        announced = find_announced_number(text.get_text(text_paragraph.id), text.language)
        if announced:
            items = tuple(
                other.id for other in present if other.parent == text_paragraph.id and other.kind is ParagraphKind.ITEM
            )
            yield AnnouncedCount(paragraph=text_paragraph.id, quote=announced[0], announced=announced[1], items=items)

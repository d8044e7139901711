"""Boundaries of persons' names: parts that the tagger leaves out, in Arabic, Chinese, Cyrillic and Latin script."""

import re

from palermo.languages.language_words import LanguageWords, WordPattern

_CHILD, _KINSHIP = "بن|ابن|بنت", "أبو|بو|آل|عبد"
_ARABIC_LINK = f"(?:{_CHILD}|{_KINSHIP})"
_BEFORE = (
    re.compile(rf"\w+ (?:{_CHILD}) $|(?<!\w)(?:{_KINSHIP}) $"),
    re.compile(r"(?<!\w)[A-ZА-ЯЁ]\. ?(?:[A-ZА-ЯЁ]\. ?)?$"),
    re.compile(r"[A-ZÀ-ÞА-ЯЁ][^\W\d_]*[-‐]$"),
)
"""What belongs to the name after it: `عبد`, initials, the first half of a double name."""
_AFTER = (
    re.compile(rf" {_ARABIC_LINK} \w+"),
    re.compile(r" (?:bin|bint|ben|ibn|van|von|dos|della) [A-ZÀ-Þ][\w’'-]+"),
    re.compile(r"(?<=\b[A-ZÀ-ÞА-ЯЁ])\."),
    re.compile(r"[-‐][A-ZÀ-ÞА-ЯЁ][^\W\d_]*"),
)
_OPENING_LINK = re.compile(rf"(?:{_CHILD}) ")
_WORD_BEFORE = re.compile(r"\w+ $")
_CLOSING_LINK = re.compile(rf"(?:^| ){_ARABIC_LINK}$")
_WORD_AFTER = re.compile(r" \w+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_HAN_AFTER_SURNAME = LanguageWords("extraction").compile_pattern(r"(?:{privacy.titles_after_surname})|某")
_HAN_NICKNAME_BEFORE = re.compile(r"[老小阿]$")
_HAN_FOREIGN_BEFORE, _HAN_FOREIGN_AFTER = re.compile(r"[\u3400-\u9fff]{1,6}·$"), re.compile(r"·[\u3400-\u9fff]{1,6}")


def complete_name(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the adjacent words that belong to a person's name.

    >>> complete_name("the court heard D. Example-Muster", 19, 26)
    (16, 33)
    """
    if _HAN.fullmatch(text[start:end]):
        return _complete_han_name(text, start, end)
    if _OPENING_LINK.match(text, start, end):
        start = _extend_back(_WORD_BEFORE, text, start)
    if _CLOSING_LINK.search(text[start:end]):
        end = _extend(_WORD_AFTER, text, end)
    for pattern in _BEFORE:
        start = _extend_back(pattern, text, start)
    for pattern in _AFTER:
        end = _extend(pattern, text, end)
    return start, end


def _complete_han_name(text: str, start: int, end: int) -> tuple[int, int]:
    if end - start == 1:
        if text[end : end + 1] == text[start]:
            return start, end + 1
        return _extend_back(_HAN_NICKNAME_BEFORE, text, start), _extend(_HAN_AFTER_SURNAME, text, end)
    return _extend_back(_HAN_FOREIGN_BEFORE, text, start), _extend(_HAN_FOREIGN_AFTER, text, end)


def _extend(pattern: re.Pattern[str] | WordPattern, text: str, end: int) -> int:
    found = pattern.match(text, end)
    return found.end() if found else end


def _extend_back(pattern: re.Pattern[str] | WordPattern, text: str, start: int) -> int:
    offset = max(0, start - 24)
    found = pattern.search(text[offset:start])
    return offset + found.start() if found else start

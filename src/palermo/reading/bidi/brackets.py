"""Brackets and quotation marks of right-to-left lines, oriented by the spaces around them."""

import re

_BRACKET_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "<": ">"}
_CLOSERS = {close: opened for opened, close in _BRACKET_PAIRS.items()}
_AFTER_CLOSE = frozenset(" .,:;!?،؛؟…/-–") | frozenset(_CLOSERS) | frozenset(_BRACKET_PAIRS)
_BEFORE_OPEN = frozenset(" /-–") | frozenset(_BRACKET_PAIRS) | frozenset(_CLOSERS)
_BRACKET = re.compile("[" + re.escape("".join([*_BRACKET_PAIRS, *_CLOSERS])) + "]")


def orient_brackets(text: str) -> str:
    """Orient each bracket so that it opens before a word and closes after one; others alternate.

    >>> orient_brackets("الأعضاء )انظر الوثيقة A/RES/64/293( أن")
    'الأعضاء (انظر الوثيقة A/RES/64/293) أن'
    """
    if not _BRACKET.search(text):
        return text
    chars = list(text)
    waiting: list[str] = []
    for index, char in enumerate(chars):
        opened = char if char in _BRACKET_PAIRS else _CLOSERS.get(char)
        if opened is None:
            continue
        if _is_opening_at(text, index, opened in waiting):
            waiting.append(opened)
            chars[index] = opened
        else:
            if opened in waiting:
                waiting.remove(opened)
            chars[index] = _BRACKET_PAIRS[opened]
    return "".join(chars)


def _is_opening_at(text: str, index: int, pending: bool) -> bool:
    """Return whether the bracket at a position opens: a space before it and none after.

    If the spaces are unclear, brackets alternate.
    """
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    if before == " " and after != " ":
        return True
    if before != " " and after == " ":
        return False
    may_open, may_close = before in _BEFORE_OPEN, after in _AFTER_CLOSE
    if may_open != may_close:
        return may_open
    return not pending

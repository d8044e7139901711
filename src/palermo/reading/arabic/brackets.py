"""Brackets and quotation marks of right-to-left lines: which of a pair a PDF means, told by the blanks around it."""

import re

_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›", "<": ">"}
_CLOSERS = {close: opened for opened, close in _PAIRS.items()}
_AFTER_CLOSE = frozenset(" .,:;!?،؛؟…/-–") | frozenset(_CLOSERS) | frozenset(_PAIRS)
_BEFORE_OPEN = frozenset(" /-–") | frozenset(_PAIRS) | frozenset(_CLOSERS)
_ANY = re.compile("[" + re.escape("".join([*_PAIRS, *_CLOSERS])) + "]")


def faced(text: str) -> str:
    """Turn each bracket so that it opens before a word and closes after one; others alternate.

    >>> faced("الأعضاء )انظر الوثيقة A/RES/64/293( أن")
    'الأعضاء (انظر الوثيقة A/RES/64/293) أن'
    """
    if not _ANY.search(text):
        return text
    chars = list(text)
    waiting: list[str] = []
    for index, char in enumerate(chars):
        opened = char if char in _PAIRS else _CLOSERS.get(char)
        if opened is None:
            continue
        if _opens(text, index, opened in waiting):
            waiting.append(opened)
            chars[index] = opened
        else:
            if opened in waiting:
                waiting.remove(opened)
            chars[index] = _PAIRS[opened]
    return "".join(chars)


def _opens(text: str, index: int, pending: bool) -> bool:
    """Whether the bracket at a place opens: a blank before it and none after; where that tells nothing, by turns."""
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

"""Texts cut to a width, and names so that no two of them read the same."""

from collections import Counter
from collections.abc import Sequence


def shorten_names(names: Sequence[str], max_chars: int) -> list[str]:
    """Return names of at most `max_chars` characters.

    Names that would become equal are cut in the middle; those that would still be equal are not cut.

    >>> shorten_names(["Office of the High Commissioner for A", "Office of the High Commissioner for B"], 20)
    ['Office…ssioner for A', 'Office…ssioner for B']
    """
    short = [cut_end(name, max_chars) for name in names]
    repeated = _find_repeated(short)
    start, end = (max_chars - 1) // 3, max_chars - 1 - (max_chars - 1) // 3
    both_ends = [
        f"{name[:start].rstrip()}…{name[-end:].lstrip()}" if text in repeated and text != name else text
        for name, text in zip(names, short, strict=True)
    ]
    repeated = _find_repeated(both_ends)
    return [name if text in repeated else text for name, text in zip(names, both_ends, strict=True)]


def cut_end(text: str, max_chars: int) -> str:
    """Return a text of at most `max_chars` characters, which ends with an ellipsis if it is cut."""
    return text if len(text) <= max_chars else f"{text[: max_chars - 1].rstrip()}…"


def _find_repeated(texts: Sequence[str]) -> set[str]:
    return {text for text, count in Counter(texts).items() if count > 1}

"""Arabic without its short vowels, which print sets now and then: patterns meet the letters alone."""

import re

_MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640\u06d6-\u06ed]")


def unvocalised(text: str) -> tuple[str, tuple[int, ...] | None]:
    """The text without short vowels, and where each of its letters stands in the text; None where none were set.

    >>> unvocalised("درّب")[1]
    (0, 1, 3, 4)
    """
    if not _MARKS.search(text):
        return text, None
    places = [place for place, letter in enumerate(text) if not _MARKS.match(letter)]
    return "".join(text[place] for place in places), (*places, len(text))

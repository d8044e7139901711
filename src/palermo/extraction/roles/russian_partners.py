"""Partners in Russian: a body that is named by its sort is one too, and of two that tie themselves the second is."""

import re
from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.roles.parties import parties

_MANY = re.compile(r"(?:[а-яё-]+\s+){0,2}?[а-яё-]+(?:ами|ями|ам|ям|ах|ях|ьми)(?!\w)(?!\s+[«А-ЯЁ])")
"""The beginning of a phrase in the plural, which is of nobody in particular: `with the local doctors`."""
_ANYBODY = re.compile(r"(?:общественност|партн[её]р|обществ(?:ом|о|у)(?!\w)(?!\s+«)|сторон|стран|мир)\w*", re.I)
_GENERIC = re.compile(r"(?:[а-яё-]+\s+)?(?:гражданск\w+\s+обществ\w+|частн\w+\s+сектор\w*)", re.I)


def joined_with(listed: str, words: Wordings) -> Iterator[str]:
    """The bodies of the list that a text begins with, in any case: `with the bar association and the labour office`."""
    for name in parties(listed, words):
        if not (_MANY.match(name) or _ANYBODY.match(name) or _GENERIC.match(name)):
            yield name


def up_to_verb(text: str, words: Wordings) -> str:
    """A text up to where a list of names ends at the latest: at a verb, or what stops such lists."""
    stop = words.stops.search(text, 1)
    listed = text[: stop.start()] if stop else text
    verb = next(words.verbs.spans(listed, 1, len(listed)), None)
    return re.sub(r"(?:\s+и|,)\s*$", "", listed[: verb[0]] if verb else listed)

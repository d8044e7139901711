"""The body with whose name a title begins, as titles of its own news do: `Harbour Light opens a house`."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from palermo.reading.metadata.organisation_names import has_document_word, is_office_word
from palermo.registry import load_registry
from palermo.statements import normalise_text

MAX_WORDS = 9
MIN_MENTIONS = 3
"""Minimum mentions of a name with which the title begins, with that in a title that the text prints."""


def find_title_subjects(title: str | None, texts: Iterable[str]) -> Iterator[str]:
    """Yield the longest name with which a title begins and that the text repeats; none if it is a State's."""
    words = (title or "").split()
    if len(words) < 2 or (title or "").isupper() or not words[0][0].isupper() or is_office_word(words[0]):
        return
    text = " ".join(texts)
    for length in range(min(MAX_WORDS, len(words) - 1), 0, -1):
        name = re.sub(r"(?:[’']s?|[,:;.])$", "", " ".join(words[:length]))
        is_name = len(name) > 2 and (name.split()[-1][0].isupper() or '"' in name)
        if is_name and text.count(name) >= MIN_MENTIONS and _count_words(name, text) >= MIN_MENTIONS:
            if not has_document_word(name) and normalise_text(name) not in _collect_state_names():
                yield name
            return


def _count_words(name: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))


@cache
def _collect_state_names() -> frozenset[str]:
    states = load_registry().states.values()
    names = (name for state in states for name in (*state.names.values(), *state.matching, *state.demonyms))
    return frozenset(map(normalise_text, names))

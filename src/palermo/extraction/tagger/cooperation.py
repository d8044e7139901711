"""Partners that a statement names in so many words: `in collaboration with the Harbour Board and the River Fund`."""

import re
from collections.abc import Iterator

from palermo.extraction.tagger.name_boundaries import find_names
from palermo.extraction.tagger.party_names import is_actor_noun, load_name_words
from palermo.languages.language_words import LanguageWords

MIN_ACRONYM_LETTERS = 3
_WORDS = LanguageWords("extraction")
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w’'/-]*"
_COOPERATION = _WORDS.compile_pattern(r"\b(?:{roles.cooperation})\s(?:(?:{roles.listed_articles})\s)*")
_NAME = _WORDS.compile_pattern(
    rf"(?P<name>{_CAPITALISED}"
    rf"(?: (?!(?:{{names.conjunctions}}) (?:{{names.article}}) )"
    rf"(?:(?:{{names.name_joiners}}) (?:(?:{{names.article}}) )?)?{_CAPITALISED})*)"
    r"(?: \([A-Z][\w-]+\))?"
)
_SEPARATOR = _WORDS.compile_pattern(
    rf"(?:, |,? (?:{{names.conjunctions}}) )(?:(?:{{roles.listed_articles}}) )*(?={_CAPITALISED})"
)


def find_cooperating_bodies(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the bodies in lists after words of cooperation between two places of a text.

    >>> text = "trains pilots in collaboration with the Harbour Board, the River Fund and pilots"
    >>> [text[first:last] for first, last in find_cooperating_bodies(text, 0, len(text))]
    ['Harbour Board', 'River Fund']
    """
    for cue in _COOPERATION.finditer(text, start, end):
        position = cue.end()
        while name := _NAME.match(text, position, end):
            for first, last in find_names(text, *name.span("name")):
                if _is_body(text[first:last]):
                    yield first, last
            separator = _SEPARATOR.match(text, name.end(), end)
            if separator is None:
                break
            position = separator.end()


def is_part_of_name(part: str, name: str) -> bool:
    """Return whether whole words of a name are those of another: `Harbour Board` in `Harbour Board (HB)`."""
    return bool(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", name))


def _is_body(name: str) -> bool:
    """Return whether a name is an acronym or has the noun of a body, in capitals."""
    words = re.findall(r"[^\W\d_]+", name)
    if len(words) == 1:
        return name.isupper() and len(name) >= MIN_ACRONYM_LETTERS
    capitalised = (word for word in words if word[0].isupper())
    return any(is_actor_noun(word) or word.lower() in load_name_words()["institution"] for word in capitalised)

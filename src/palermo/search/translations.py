"""Translation table of common words of the field in six languages."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from palermo.languages import LANGUAGES
from palermo.safe_yaml import parse_yaml
from palermo.search.text_analysis import HAN_PATTERN, stem_word

type TranslationRow = Mapping[str, tuple[str, ...]]
"""Words by language."""
type ForeignWord = tuple[str, str]
"""A word and its language."""


def translate_word(token: str, language: str) -> tuple[ForeignWord, ...]:
    """Return a word's translations, looked up in its language, then in any, and its other forms there.

    Words that share a stem with another word of their language are left out (Russian judges and courts).

    >>> translate_word("jueces", "es")[:2], translate_word("jueces", "en")[:1], translate_word("mesa", "es")
    ((('judge', 'en'), ('juge', 'fr')), (('judge', 'en'),), ())
    """
    for known in (language, *LANGUAGES):
        place = (known, _normalise_form(token, known))
        if rows := _load_rows().get(place, ()):
            others = {(item, other): None for row in rows for other, words in row.items() for item in words}
            return tuple(
                candidate
                for candidate in others
                if _is_unambiguous(candidate, rows) and (candidate[1], _normalise_form(*candidate)) != place
            )
    return ()


def _is_unambiguous(foreign_word: ForeignWord, rows: Sequence[TranslationRow]) -> bool:
    """Return whether a word is in no other rows than these."""
    word, language = foreign_word
    return all(row in rows for row in _load_rows()[language, _normalise_form(word, language)])


def _normalise_form(token: str, language: str) -> str:
    """Return the lookup key of a word; Chinese is unchanged."""
    return token if HAN_PATTERN.search(token) else stem_word(token, language)


@cache
def _load_rows() -> Mapping[tuple[str, str], tuple[TranslationRow, ...]]:
    """Return the rows by language and stem of a word."""
    rows_by_word: defaultdict[tuple[str, str], list[TranslationRow]] = defaultdict(list)
    for row in parse_yaml(files("palermo.search").joinpath("translations.yaml").read_text("utf-8")):
        for place in dict.fromkeys(
            (language, _normalise_form(word, language)) for language, words in row.items() for word in words
        ):
            rows_by_word[place].append(row)
    return {place: tuple(rows) for place, rows in rows_by_word.items()}

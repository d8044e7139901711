"""Plain words of the field in six languages: what a word is in the others, by a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from palermo.search.text_analysis import HAN_PATTERN, stem_word
from palermo.statements import LANGUAGES
from palermo.vocabulary.yaml_rows import parse_yaml

type TranslationRow = Mapping[str, tuple[str, ...]]
"""Words by language."""
type ForeignWord = tuple[str, str]
"""A word, and its language."""


def translate_word(token: str, language: str) -> tuple[ForeignWord, ...]:
    """What a word of a language, or else of any other, is in the others, and its own other forms.

    What is written like another word in its language is left out (Russian writes judges almost as courts).

    >>> translate_word("jueces", "es")[:2], translate_word("jueces", "en")[:1], translate_word("mesa", "es")
    ((('judge', 'en'), ('juge', 'fr')), (('judge', 'en'),), ())
    """
    for known in (language, *LANGUAGES):
        place = (known, _normalise_form(token, known))
        if rows := _load_rows().get(place, ()):
            others = {(one, other): None for row in rows for other, many in row.items() for one in many}
            return tuple(
                one for one in others if _is_unambiguous(one, rows) and (one[1], _normalise_form(*one)) != place
            )
    return ()


def _is_unambiguous(foreign_word: ForeignWord, rows: Sequence[TranslationRow]) -> bool:
    """Whether a word stands in none but these rows."""
    word, language = foreign_word
    return all(row in rows for row in _load_rows()[language, _normalise_form(word, language)])


def _normalise_form(token: str, language: str) -> str:
    """What a word is looked up by: signs of Chinese as they stand."""
    return token if HAN_PATTERN.search(token) else stem_word(token, language)


@cache
def _load_rows() -> Mapping[tuple[str, str], tuple[TranslationRow, ...]]:
    """By language and stem of a word."""
    found: defaultdict[tuple[str, str], list[TranslationRow]] = defaultdict(list)
    for row in parse_yaml(files("palermo.search").joinpath("translations.yaml").read_text("utf-8")):
        for place in dict.fromkeys(
            (language, _normalise_form(word, language)) for language, many in row.items() for word in many
        ):
            found[place].append(row)
    return {place: tuple(rows) for place, rows in found.items()}

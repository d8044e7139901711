"""Plain words of the field in six languages: what a word is in the others, by a table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from palermo.search.text import HAN, stem
from palermo.statements import LANGUAGES
from palermo.vocabulary.lines import parsed

type Row = Mapping[str, tuple[str, ...]]
"""Words by language."""
type Other = tuple[str, str]
"""A word, and its language."""


def translated(word: str, language: str) -> tuple[Other, ...]:
    """What a word of a language, or else of any other, is in the others, and its own other forms.

    What is written like another word in its language is left out (Russian writes judges almost as courts).

    >>> translated("jueces", "es")[:2], translated("jueces", "en")[:1], translated("mesa", "es")
    ((('judge', 'en'), ('juge', 'fr')), (('judge', 'en'),), ())
    """
    for known in (language, *LANGUAGES):
        place = (known, _form(word, known))
        if rows := _rows().get(place, ()):
            others = {(one, other): None for row in rows for other, many in row.items() for one in many}
            return tuple(one for one in others if _means(one, rows) and (one[1], _form(*one)) != place)
    return ()


def _means(other: Other, rows: Sequence[Row]) -> bool:
    """Whether a word stands in none but these rows."""
    word, language = other
    return all(row in rows for row in _rows()[language, _form(word, language)])


def _form(word: str, language: str) -> str:
    """What a word is looked up by: signs of Chinese as they stand."""
    return word if HAN.search(word) else stem(word, language)


@cache
def _rows() -> Mapping[tuple[str, str], tuple[Row, ...]]:
    """By language and stem of a word."""
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in parsed(files("palermo.search").joinpath("translations.yaml").read_text("utf-8")):
        for place in dict.fromkeys(
            (language, _form(word, language)) for language, many in row.items() for word in many
        ):
            found[place].append(row)
    return {place: tuple(rows) for place, rows in found.items()}

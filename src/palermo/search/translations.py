"""Plain words of the field in six languages: what a word is in the others, by a table."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from palermo.search.text import HAN, stem
from palermo.statements import LANGUAGES
from palermo.vocabulary.lines import parsed

type Row = Mapping[str, tuple[str, ...]]
"""Words by language."""
type Other = tuple[str, str]
"""A word, and its language."""


def translated(word: str, language: str, *, any_language: bool = False) -> tuple[Other, ...]:
    """What a word of a language is in the others, and its own other forms; where asked for, also one of any language.

    >>> translated("jueces", "es")[:2], translated("jueces", "en")
    ((('judge', 'en'), ('juge', 'fr')), ())
    >>> translated("jueces", "en", any_language=True)[0]
    ('judge', 'en')
    """
    for known in (language, *(LANGUAGES if any_language else ())):
        form = _form(word, known)
        rows = _rows().get((known, form), ()) if form else ()
        found = {(one, other): None for row in rows for other, many in row.items() for one in many}
        if found:
            return tuple(one for one in found if _form(*one) != form)
    return ()


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

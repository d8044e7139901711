"""The language of a query: a few words, which may be of any of the six."""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from palermo.search.text import ARABIC, HAN, small

LATIN: Final = ("en", "fr", "es")
type Stands = Callable[[str, str], bool]
"""Whether a word stands in passages of a language."""

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SPANISH = re.compile("[ñ¿¡áíóú]")
_FRENCH = re.compile("[èêëàâçœùûô]")


def language_of(words: Iterable[str], hint: str, stands: Stands) -> str:
    """Language of a query: by its letters, then by its small words and accents.

    Where these do not tell, it is the one in which all its words stand, the hint before others; else the likeliest.

    >>> language_of(["mariage", "forcé"], "en", lambda word, language: False)
    'fr'
    >>> language_of(["Palermo", "Protocol"], "es", lambda word, language: language == "en")
    'en'
    """
    given = list(words)
    text = " ".join(given)
    for language, letters in (("zh", HAN), ("ar", ARABIC), ("ru", _CYRILLIC)):
        if letters.search(text):
            return language
    votes = {one: sum(small(word.lower(), one) for word in given) for one in LATIN}
    votes["es"] += 2 * len(_SPANISH.findall(text))
    votes["fr"] += 2 * len(_FRENCH.findall(text))
    most = max(votes.values())
    best = [one for one in LATIN if votes[one] == most]
    if len(best) == 1:
        return best[0]
    known = [one for one in best if all(stands(word, one) for word in given)]
    if known or (len(given) < 2 and text.isascii()):
        return hint if hint in (known or best) else (known or best)[0]
    return str(_identifier().classify(text.lower())[0])


@cache
def _identifier() -> LanguageIdentifier:
    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    made.set_languages(list(LATIN))
    return made

"""The language of a query: a few words, which may be of any of the six."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from palermo.search.text import ARABIC, HAN, small

LATIN: Final = ("en", "fr", "es")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SPANISH = re.compile("[ñ¿¡áíóú]")
_FRENCH = re.compile("[èêëàâçœùûô]")


def language_of(words: Iterable[str], hint: str) -> str:
    """Language of a query: by its letters, by its small words and accents, else by what its letters are like.

    A single word without accents tells too little: the hint is believed.

    >>> language_of(["mariage", "forcé"], "en"), language_of(["child", "marriage"], "fr"), language_of(["traite"], "fr")
    ('fr', 'en', 'fr')
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
    if len(given) < 2 and text.isascii():
        return hint if hint in best else "en"
    return str(_identifier().classify(text.lower())[0])


@cache
def _identifier() -> LanguageIdentifier:
    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    made.set_languages(list(LATIN))
    return made

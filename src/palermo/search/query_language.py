"""Language detection for queries: a few words, in any of the six languages."""

from collections.abc import Callable, Iterable
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from palermo.languages import LATIN_SCRIPT_LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.search.text_analysis import detect_script_language, is_stopword

type WordLookup = Callable[[str, str], bool]
"""Returns whether a word occurs in passages of a language."""


def detect_query_language(tokens: Iterable[str], hint: str, has_word: WordLookup) -> str:
    """Return the language of a query, by its letters, then by its function words and accents.

    If these do not decide, it is the language in which all of its words occur, `hint` first; else the likeliest one.

    >>> detect_query_language(["mariage", "forcé"], "en", lambda word, language: False)
    'fr'
    >>> detect_query_language(["Palermo", "Protocol"], "es", lambda word, language: language == "en")
    'en'
    """
    words = list(tokens)
    text = " ".join(words)
    if language := detect_script_language(text):
        return language
    votes = {item: sum(is_stopword(word.lower(), item) for word in words) for item in LATIN_SCRIPT_LANGUAGES}
    for item in LATIN_SCRIPT_LANGUAGES:
        accented = LanguageWords("search").get_section(item, "words")["accented_letters"]
        votes[item] += 2 * sum(text.count(letter) for letter in accented)
    max_votes = max(votes.values())
    best = [item for item in LATIN_SCRIPT_LANGUAGES if votes[item] == max_votes]
    if len(best) == 1:
        return best[0]
    known = [item for item in best if all(has_word(word, item) for word in words)]
    if known or (len(words) < 2 and text.isascii()):
        return hint if hint in (known or best) else (known or best)[0]
    return str(_load_identifier().classify(text.lower())[0])


@cache
def _load_identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=False)
    identifier.set_languages(list(LATIN_SCRIPT_LANGUAGES))
    return identifier

"""Words that look like a name and are none.

Subjects such as `Migrants`, sections of a site such as `News`, and adjectives of States such as `Dutch`.
"""

from functools import cache

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.registry import load_registry
from palermo.statements import normalise_text
from palermo.vocabulary import find_tags, load_vocabulary

MAX_WORDS = 4
"""Words of the longest subject that is compared."""


def is_subject_word(name: str) -> bool:
    """Return whether a name is a subject of the vocabulary, or an adjective of a State, and nothing else.

    >>> is_subject_word("Réfugiés"), is_subject_word("Dutch"), is_subject_word("Anti-Slavery")
    (True, True, False)
    """
    folded = normalise_text(name)
    is_acronym = name.isupper() and " " not in name and name.lower() != name
    if len(folded.split()) > MAX_WORDS or is_acronym:
        return False
    return folded in _collect_words() or any(
        tag.matched_text == folded for language in LANGUAGES for tag in find_tags(name, language, load_vocabulary())
    )


@cache
def _collect_words() -> frozenset[str]:
    words = LanguageWords("reading")
    subjects = (word for language in LANGUAGES for word in words.get_section(language, "organisations")["subjects"])
    demonyms = (word for state in load_registry().states.values() for word in state.demonyms)
    return frozenset(map(normalise_text, (*subjects, *demonyms)))

"""Light stemming of Arabic words: removal of prefixed particles and suffixes."""

from functools import lru_cache

_PRONOUN_ENDINGS = ("ا", "ه", "ها", "هم", "هن", "هما", "نا")
MIN_STEM_LETTERS = 3
"""Minimum letters of a stem; the first letter of a short word is its own."""


def restore_lam_alef(folded: str) -> str:
    """Return a folded text whose ligatures of lam and alef, which some converters reverse, are in order.

    No word has two alefs before a lam. Texts are quoted as they are; this is for their comparison.

    >>> restore_lam_alef("االطراف وكاالت") == "الاطراف وكالات"
    True
    """
    return folded.replace("اال", "الا")


@lru_cache(maxsize=65536)
def strip_prefixes(token: str) -> tuple[str, ...]:
    """Return a folded word with its readings without prefixed conjunction, preposition and article.

    >>> "اشخاص" in strip_prefixes("بالاشخاص")
    True
    """
    forms = [token]
    for conjunction in ("", "و", "ف"):
        for particle in ("", "ب", "ك", "ل"):
            for article in ("", "ال", "ل"):
                prefix = conjunction + particle + article
                if prefix and token.startswith(prefix) and len(token) - len(prefix) >= MIN_STEM_LETTERS:
                    forms.append(token[len(prefix) :])
    return tuple(dict.fromkeys(forms))


@lru_cache(maxsize=65536)
def strip_affixes(token: str) -> tuple[str, ...]:
    """Return the same, also without the alef of an indefinite object and possessive pronouns.

    >>> "طفل" in strip_affixes("طفلا"), "عمال" in strip_affixes("لعمالها")
    (True, True)
    """
    forms = list(strip_prefixes(token))
    for item in strip_prefixes(token):
        for ending in _PRONOUN_ENDINGS:
            if item.endswith(ending) and len(item) - len(ending) >= MIN_STEM_LETTERS:
                forms.append(item[: -len(ending)])
    return tuple(dict.fromkeys(forms))

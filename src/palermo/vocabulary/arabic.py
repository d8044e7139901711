"""Arabic words without the particles that are written together with them."""

from functools import lru_cache

_PRONOUN_ENDINGS = ("ا", "ه", "ها", "هم", "هن", "هما", "نا")
MIN_STEM_LETTERS = 3
"""Letters that must be left: the first letter of a short word is its own."""


@lru_cache(maxsize=65536)
def strip_prefixes(token: str) -> tuple[str, ...]:
    """A folded word, and what is left of it without and/so, in/as/for, and the article, in every reading.

    >>> "اشخاص" in strip_prefixes("بالاشخاص")
    True
    """
    found = [token]
    for conjunction in ("", "و", "ف"):
        for particle in ("", "ب", "ك", "ل"):
            for article in ("", "ال", "ل"):
                prefix = conjunction + particle + article
                if prefix and token.startswith(prefix) and len(token) - len(prefix) >= MIN_STEM_LETTERS:
                    found.append(token[len(prefix) :])
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65536)
def strip_affixes(token: str) -> tuple[str, ...]:
    """The same, and what is left without the alef of an indefinite object, and without the pronoun of an owner.

    >>> "طفل" in strip_affixes("طفلا"), "عمال" in strip_affixes("لعمالها")
    (True, True)
    """
    found = list(strip_prefixes(token))
    for one in strip_prefixes(token):
        for ending in _PRONOUN_ENDINGS:
            if one.endswith(ending) and len(one) - len(ending) >= MIN_STEM_LETTERS:
                found.append(one[: -len(ending)])
    return tuple(dict.fromkeys(found))

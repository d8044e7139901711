"""Arabic words without the particles that are written together with them."""

from functools import lru_cache

_ENDINGS = ("ا", "ه", "ها", "هم", "هن", "هما", "نا")
SHORTEST = 3
"""Letters that must be left: the first letter of a short word is its own."""


@lru_cache(maxsize=65536)
def variants(word: str) -> tuple[str, ...]:
    """A folded word, and what is left of it without and/so, in/as/for, and the article, in every reading.

    >>> "اشخاص" in variants("بالاشخاص")
    True
    """
    found = [word]
    for conjunction in ("", "و", "ف"):
        for particle in ("", "ب", "ك", "ل"):
            for article in ("", "ال", "ل"):
                prefix = conjunction + particle + article
                if prefix and word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST:
                    found.append(word[len(prefix) :])
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65536)
def readings(word: str) -> tuple[str, ...]:
    """The same, and what is left without the alef of an indefinite object, and without the pronoun of an owner.

    >>> "طفل" in readings("طفلا"), "عمال" in readings("لعمالها")
    (True, True)
    """
    found = list(variants(word))
    for one in variants(word):
        for ending in _ENDINGS:
            if one.endswith(ending) and len(one) - len(ending) >= SHORTEST:
                found.append(one[: -len(ending)])
    return tuple(dict.fromkeys(found))

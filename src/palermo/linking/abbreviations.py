"""How well an acronym abbreviates a name: by first letters, or by first syllables as in ADESOL."""

from functools import lru_cache

from palermo.linking.organisations import small_words

SKIPPED = 1.0
"""Cost of a word of the name that gives the acronym no letter."""
SKIPPED_SMALL = 0.0
SMALL_LETTER = 0.1
FURTHER_LETTER = 0.12
"""Cost of each letter behind a word's first."""
INNER_LETTER = 0.45
"""Cost of a letter from the middle of a word."""
STRAY = 1.2
"""Cost of a letter of the acronym that no word gives."""


def fit(acronym: str, words: tuple[str, ...]) -> float:
    """How well folded words make an acronym, from 0 to 1; 1 for first letters of all words but the small ones.

    >>> fit("iom", ("international", "organization", "for", "migration"))
    1.0
    """
    content = sum(word not in small_words() for word in words)
    if not words or content == 0 or len(acronym) < 2:
        return 0.0
    cost = _cost(acronym, words)
    return max(0.0, 1.0 - cost / max(len(acronym), content))


def _cost(acronym: str, words: tuple[str, ...]) -> float:
    """The least cost of spelling the acronym by the words in their order."""
    small = small_words()
    best = [0.0] + [STRAY * letters for letters in range(1, len(acronym) + 1)]
    for place, word in enumerate(words):
        light = word in small
        skip = SKIPPED_SMALL if light else SKIPPED
        following = [cost + skip for cost in best]
        for start, cost in enumerate(best):
            if start > 0 and place == 0:
                break
            for length, price in _taken(word, acronym[start:]):
                total = cost + price + (SMALL_LETTER if light else 0.0)
                following[start + length] = min(following[start + length], total)
        for end in range(1, len(following)):
            following[end] = min(following[end], following[end - 1] + STRAY)
        best = following
    return best[-1]


@lru_cache(maxsize=65536)
def _taken(word: str, letters: str) -> tuple[tuple[int, float], ...]:
    """How many of the next letters a word can give, from its first letter on, and what that costs."""
    if not letters or word[0] != letters[0]:
        return ()
    found, price, at = [(1, 0.0)], 0.0, 1
    for count, letter in enumerate(letters[1:4], 2):
        place = word.find(letter, at)
        if place < 0:
            break
        price += FURTHER_LETTER if place == at else INNER_LETTER
        at = place + 1
        found.append((count, price))
    return tuple(found)

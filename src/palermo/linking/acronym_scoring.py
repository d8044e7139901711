"""Score of how well an acronym abbreviates a name, by initials or by first syllables as in ADESOL."""

from functools import lru_cache

from palermo.linking.organisation_names import load_small_words

SKIPPED_WORD_COST = 1.0
"""Cost of a word of the name without a letter in the acronym."""
SKIPPED_SMALL_WORD_COST = 0.0
SMALL_WORD_LETTER_COST = 0.1
NEXT_LETTER_COST = 0.12
"""Cost of each further letter after a word's first."""
INNER_LETTER_COST = 0.45
"""Cost of a letter from the middle of a word."""
STRAY_LETTER_COST = 1.2
"""Cost of a letter of the acronym that is from no word."""


def score_acronym(acronym: str, name_words: tuple[str, ...]) -> float:
    """Return how well an acronym fits a name's folded words, from 0 to 1 (initials of all content words).

    >>> score_acronym("iom", ("international", "organization", "for", "migration"))
    1.0
    """
    content = sum(word not in load_small_words() for word in name_words)
    if not name_words or content == 0 or len(acronym) < 2:
        return 0.0
    cost = _compute_cost(acronym, name_words)
    return max(0.0, 1.0 - cost / max(len(acronym), content))


def _compute_cost(acronym: str, name_words: tuple[str, ...]) -> float:
    """Return the minimum cost of spelling the acronym by the words in their order."""
    small = load_small_words()
    best = [0.0] + [STRAY_LETTER_COST * letters for letters in range(1, len(acronym) + 1)]
    for place, word in enumerate(name_words):
        light = word in small
        skip = SKIPPED_SMALL_WORD_COST if light else SKIPPED_WORD_COST
        following = [cost + skip for cost in best]
        for start, cost in enumerate(best):
            if start > 0 and place == 0:
                break
            for length, price in _list_letter_matches(word, acronym[start:]):
                total = cost + price + (SMALL_WORD_LETTER_COST if light else 0.0)
                following[start + length] = min(following[start + length], total)
        for end in range(1, len(following)):
            following[end] = min(following[end], following[end - 1] + STRAY_LETTER_COST)
        best = following
    return best[-1]


@lru_cache(maxsize=65536)
def _list_letter_matches(token: str, letters: str) -> tuple[tuple[int, float], ...]:
    """Return how many of the next letters a word can give, from its first letter on, with their costs."""
    if not letters or token[0] != letters[0]:
        return ()
    matches, price, position = [(1, 0.0)], 0.0, 1
    for count, letter in enumerate(letters[1:4], 2):
        place = token.find(letter, position)
        if place < 0:
            break
        price += NEXT_LETTER_COST if place == position else INNER_LETTER_COST
        position = place + 1
        matches.append((count, price))
    return tuple(matches)

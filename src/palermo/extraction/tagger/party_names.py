"""Names of parties: whether words name somebody, by the section `names` of `languages/<code>/extraction.yaml`."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile, takewhile

from palermo.languages.language_words import REFERENCE_LANGUAGE, LanguageWords
from palermo.registry import load_registry
from palermo.vocabulary.script_normalisation import normalise_chinese

_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED_GROUP = re.compile(r"G\d{1,2}")
"""A group of States: `G20`."""

_LISTED_GAP = LanguageWords("extraction").compile_pattern(
    r", (?:(?:{names.conjunctions}) )?| (?:{names.conjunctions}|&) "
)
_SHARED_NOUN = LanguageWords("extraction").compile_pattern(
    r"(?:{names.scope_adjectives}),? (?:{names.conjunctions}) (?:{names.scope_adjectives})\s"
)
"""Adjectives of one noun, of which the first may be a noun too: `public and private owners`."""

_CAPITALS_BEFORE = re.compile(r"[A-Z]{3,} $")


@lru_cache(maxsize=1)
def load_name_words() -> dict[str, frozenset[str]]:
    """Return the words of all languages by list."""
    words = LanguageWords("extraction")
    lists = words.get_section(REFERENCE_LANGUAGE, "names")
    return {name: frozenset(words.list_words("names", name)) for name in lists}


def is_actor_noun(word: str) -> bool:
    """Return whether a word in lower case names a party: `survivors`, `autorités`."""
    return bool(_compile_actor_pattern().fullmatch(word.lower()))


def is_party_name(name: str) -> bool:
    """Return whether a text may name a party: capitals, or a noun of a party, or a script without capitals.

    >>> is_party_name("Example Fund for Wells"), is_party_name("the mill’s suppliers"), is_party_name("wells")
    (True, True, False)
    >>> is_party_name("Health, Welfare and Sport"), is_party_name("Example Wells Handbook")
    (False, False)
    >>> is_party_name("Example Network on Mill Statistics"), is_party_name("Example Network Statistics")
    (True, False)
    >>> is_party_name("G7"), is_party_name("Q7")
    (True, False)
    >>> is_party_name("host and client banks"), is_party_name("contact with families")
    (True, False)
    """
    name = normalise_chinese(name)
    letters = [char for char in name if char.isalpha()]
    if _NUMBERED_GROUP.fullmatch(name):
        return True
    if len(letters) < 2 or name.count("（") != name.count("）") or name.lower() in load_name_words()["alone"]:
        return False
    if name.istitle() and name.lower() in load_name_words()["edge"]:  # a preposition that begins a sentence
        return False
    if _compile_patterns("no_party").fullmatch(name) or _compile_patterns("no_party_start").match(name):
        return False
    if _is_scope(name):
        return False
    if _is_without_head(name) or ("的" not in name and _compile_patterns("character_verb").match(name)):
        return False
    if any(char.isupper() or not (char.isupper() or char.islower()) for char in letters):
        return True
    return _has_party_head(name)


def is_pronoun(text: str, start: int, end: int) -> bool:
    """Return whether a name is a pronoun; an acronym of the registry is one only after a word in capitals.

    >>> is_pronoun("the WHO asks who", 4, 7), is_pronoun("the WHO asks who", 13, 16), is_pronoun("ABOUT US", 6, 8)
    (False, True, True)
    """
    name = text[start:end]
    if name.lower() not in load_name_words()["pronouns"]:
        return False
    return load_registry().match_name(name) is None or bool(_CAPITALS_BEFORE.search(text, max(0, start - 20), start))


def find_listed_parties(name: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the parties of a list in lower case; of the whole where a part has no noun of a party.

    Groups that are often named together stay together: `women and girls`.

    >>> list(find_listed_parties("poor women and city banks")), list(find_listed_parties("wells and women"))
    ([(0, 10), (15, 25)], [(0, 15)])
    >>> list(find_listed_parties("public and private banks"))
    [(0, 24)]
    """
    bounds = [0, *(edge for gap in _LISTED_GAP.finditer(name) for edge in gap.span()), len(name)]
    parts = list(zip(bounds[::2], bounds[1::2], strict=True))
    is_list = (
        name not in load_name_words()["pair"]
        and not _SHARED_NOUN.match(name)
        and all(_is_plain_party(name[start:end]) for start, end in parts)
    )
    yield from parts if is_list else [(0, len(name))]


def _is_plain_party(name: str) -> bool:
    """Return whether a name in lower case begins or ends, up to a complement, with the noun of a party."""
    head = _find_head(name, load_name_words()["edge"])
    return (
        name.count("(") == name.count(")")
        and name.islower()
        and bool(head)
        and (is_actor_noun(head[0]) or is_actor_noun(head[-1]))
    )


def _has_party_head(name: str) -> bool:
    """Return whether a name in lower case begins or ends, up to a complement, with the noun of a party or of how many.

    An adjective may precede it: `autres acteurs concernés`.
    """
    lists = load_name_words()
    joining_words = lists["conjunctions"] | lists["disjunctions"] | lists["adjective_conjunctions"]
    head = _find_head(name, (lists["edge"] - joining_words) | (lists["leading"] & lists["trailing"]))
    if lists["quantity"].intersection(head):
        return any(is_actor_noun(word) for word in _WORD.findall(name))
    while head and head[-1] in joining_words:
        head = head[:-1]
    return any(is_actor_noun(word) or word in lists["institution"] for word in (*head[:2], *head[-1:]))


def _find_head(name: str, edges: frozenset[str]) -> Sequence[str]:
    """Return the words of a name before its first complement; prepositions that it begins with do not count."""
    words = list(dropwhile(edges.__contains__, _WORD.findall(name)))
    return list(takewhile(lambda word: word not in edges, words))


def _is_scope(name: str) -> bool:
    """Return whether a name has adjectives only, whose noun it lacks: `national and regional`."""
    lists = load_name_words()
    scopes = lists["scope_adjectives"] | lists["conjunctions"] | lists["adjective_conjunctions"]
    return bool(_LISTED_GAP.search(name)) and scopes.issuperset(re.split(r",? ", name))


def _is_without_head(name: str) -> bool:
    """Whether a name lacks the noun of a body: it ends with that of a text or an event, or begins with a portfolio."""
    lists, words = load_name_words(), [word.lower() for word in _WORD.findall(name)]
    if (
        words[0] in lists["portfolio"]
        or name.split()[-1] in lists["prefix"]
        or (words[-1] in lists["text"] and not _has_body_before_complement(words))
    ):
        return True
    is_topic = words[0] in lists["topic"] and not is_actor_noun(words[0])
    return is_topic and all(word in lists["topic"] or word in lists["edge"] for word in words)


def _has_body_before_complement(words: Sequence[str]) -> bool:
    """Whether a name has the noun of a body before a preposition: `commission on sea law`, but not `commission act`."""
    lists = load_name_words()
    edges = [number for number, word in enumerate(words) if word in lists["edge"]]
    return any(word in lists["institution"] or is_actor_noun(word) for word in words[: edges[-1] if edges else 0])


@lru_cache(maxsize=1)
def _compile_actor_pattern() -> re.Pattern[str]:
    words = load_name_words()["actors"]
    return re.compile("|".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words))


@lru_cache(maxsize=4)
def _compile_patterns(list_id: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(load_name_words()[list_id])), re.IGNORECASE)

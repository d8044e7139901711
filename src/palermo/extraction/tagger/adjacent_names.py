"""Names that are printed side by side: parts of one, an alias, or the office of a person."""

import re

from palermo.extraction.state_names import MAX_REGION_WORDS, is_region, is_state
from palermo.extraction.tagger import chinese_names
from palermo.extraction.tagger.party_names import load_name_words
from palermo.languages.language_words import LanguageWords

_POSSESSIVE_GAP = re.compile(r"[’']s ")
_WORDS = LanguageWords("extraction")
_COMPLEMENT_GAP = _WORDS.compile_pattern(
    r" (?:(?:{names.complement_prepositions}) )?|{names.elided_complement_prepositions}"
)
"""What stands between a name and its complement, which the network took for two: `members | of | Parliament`."""
_BRACKET_GAP = re.compile(r"\s?[(（]\s?")
_CONJUNCTION_GAP = _WORDS.compile_pattern(r",? (?:{names.conjunctions}|&) |, ")
_ARTICLE_GAP = _WORDS.compile_pattern(r" (?:{names.conjunctions}) the ")
_STATE_GAP = _WORDS.compile_pattern(r" (?:{names.conjunctions}|e) ")
_PLACE_PREPOSITION = _WORDS.compile_pattern(r"{roles.place_prepositions}")
_LIST_GAP = _WORDS.compile_pattern(
    r"\s*(?:[,،、/&]\s*(?:(?:{names.list_conjunctions})(?!\w))?|(?<!\w)(?:{names.list_conjunctions})(?!\w))\s*"
    r"(?:(?:{names.list_particles})\s+)*"
)
MAX_PERSON_WORDS = 4
"""Words of the name of a person after an office."""


def is_joined_name(first: str, gap: str, second: str) -> bool:
    """Return whether two names of a text with `gap` between them are one.

    >>> is_joined_name("Ruritanian Human Rights", " and ", "Equality Commission")
    True
    >>> is_joined_name("Ministry of Health", " and ", "Interpol")
    False
    >>> is_joined_name("members", " of the ", "National Assembly")
    True
    >>> is_joined_name("Example Platform for Europe", " and ", "Central Asia")
    True
    >>> is_joined_name("Chad", " ", "Mali")
    False
    >>> is_joined_name("Example Platform for Asia", " and the ", "Pacific")
    True
    """
    joined = f"{first}{gap}{second}"
    if is_state(first) and is_state(second) and not is_state(joined):
        return False
    if _COMPLEMENT_GAP.fullmatch(gap) and not chinese_names.is_chinese(second[0]):
        return True
    if _POSSESSIVE_GAP.fullmatch(gap):
        return first[:1].isupper() and second[:1].isupper()
    if _STATE_GAP.fullmatch(gap) and (is_state(joined) or (is_state(second) and _has_final_place(first))):
        return True
    if _ARTICLE_GAP.fullmatch(gap) and _has_region_at_end(joined, second):
        return True
    return _CONJUNCTION_GAP.fullmatch(gap) is not None and (
        (is_region(second) and _has_final_region(first))
        or (_is_prefixed_adjective(first) and _has_body_noun(second))
        or _has_shared_noun(first, second)
    )


def _has_shared_noun(first: str, second: str) -> bool:
    """Return whether two names in capitals have one noun of a body: `Ministry of Labour | and | Family Affairs`."""
    if not (first[:1].isupper() and second[:1].isupper()):
        return False
    words = load_name_words()
    first_words, second_words = (re.findall(r"[^\W\d_]+", name.lower()) for name in (first, second))
    if words["institution"] & {*first_words[-1:], *second_words[:-1]}:
        return False
    is_topic = first_words[-1] in words["topic"]
    if second_words[-1] in words["institution"]:
        return is_topic and not words["institution"] & {*first_words}
    return is_topic and first_words[0] in words["institution"] and second_words[-1] in words["topic"]


def _has_region_at_end(name: str, last_part: str) -> bool:
    """Whether a name ends with that of a region, of which `last_part` is a part: `Latin America and the Caribbean`."""
    words = name.split()
    counts = range(len(last_part.split()) + 2, len(words))
    return any(is_region(" ".join(words[-count:])) for count in counts)


def _has_final_place(name: str) -> bool:
    """Return whether a name ends with a State in which a body works: `country teams in Chad`."""
    words = name.split()
    starts = (number for number, word in enumerate(words) if _PLACE_PREPOSITION.fullmatch(word))
    return any(number > 0 and is_state(" ".join(words[number + 1 :])) for number in starts)


def _is_prefixed_adjective(name: str) -> bool:
    """Return whether a name is an adjective with a prefix, which other words follow: `Inter-Agency`."""
    parts = re.split(r"[-\u2010\u2011]", name)
    return len(parts) == 2 and " " not in name and parts[0] in load_name_words()["prefix"] and parts[1].istitle()


def _has_body_noun(name: str) -> bool:
    return name[:1].isupper() and not load_name_words()["institution"].isdisjoint(name.lower().split())


def _has_final_region(name: str) -> bool:
    """Return whether a name ends with the name of a region after other words: `Example Platform for Europe`."""
    words = name.split()
    return any(is_region(" ".join(words[-count:])) for count in range(1, min(MAX_REGION_WORDS + 1, len(words) - 1)))


def is_alias(first: str, gap: str, second: str) -> bool:
    """Return whether the second of two names stands in brackets for the first, or is its acronym.

    >>> is_alias("Example Fund for Wells", " (", "Fonds"), is_alias("Example Fund for Wells", " and ", "EFW")
    (True, True)
    """
    return bool(_BRACKET_GAP.fullmatch(gap)) or (
        second.isupper() and len(second) > 2 and second.isalpha() and has_initials(first, second)
    )


def is_list_gap(gap: str) -> bool:
    """Return whether names with `gap` between them are of one list.

    >>> is_list_gap(", and to their "), is_list_gap(" to engage "), is_list_gap("、")
    (True, False, True)
    """
    return bool(_LIST_GAP.fullmatch(gap))


def is_title(first: str, gap: str, second: str) -> bool:
    """Return whether the first of two names is the office of the person whom the second names.

    >>> is_title("CEO of the mill", ", ", "Ana Example"), is_title("Ministry", ", ", "Ana Example")
    (True, False)
    """
    words = load_name_words()
    first_words, second_words = (re.findall(r"[^\W\d_]+", name.lower()) for name in (first, second))
    return (
        gap == ", "
        and bool(words["office"] & {*first_words})
        and 2 <= len(second_words) <= MAX_PERSON_WORDS
        and second.istitle()
        and not words["institution"] & {*second_words}
    )


def has_initials(name: str, acronym: str) -> bool:
    """Return whether the capitals of a name begin with the first letter of an acronym, and hold all its letters."""
    capitals = re.findall(r"(?<![^\W\d_])[A-ZÀ-ÖØ-ÞА-ЯЁ]|(?<=-)[a-z]", name)
    remaining = iter([letter.upper() for letter in capitals])
    letters = [letter for letter in acronym if letter.isalpha()]
    return bool(capitals) and capitals[0] == letters[0] and all(letter in remaining for letter in letters)

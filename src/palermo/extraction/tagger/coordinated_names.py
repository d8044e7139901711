"""Coordination in names of bodies: second halves that a span leaves out, and two bodies that it takes for one."""

import re
from collections.abc import Iterator

from palermo.extraction.state_names import MAX_REGION_WORDS, is_region, is_state
from palermo.extraction.tagger.party_names import is_actor_noun, load_name_words
from palermo.languages.language_words import LanguageWords
from palermo.registry import load_registry

type Span = tuple[int, int]

_UPPER = r"[A-ZÀ-ÖØ-ÞА-ЯЁ]"
_WORDS = LanguageWords("extraction")
_WORD = re.compile(r"[^\W\d_]+")
_SECOND_HALF = _WORDS.compile_pattern(
    r" (?:(?:{names.conjunctions}|&) )(?:(?:{names.joining}|{names.article}|{names.joined_article}|of|de) |l[’'])*"
    rf"(?P<rest>{_UPPER}[^\W\d_]+(?: {_UPPER}[^\W\d_]+)*)"
)
_ADJECTIVES_BEFORE = _WORDS.compile_pattern(
    r"(?<!\w)(?:(?:{names.scope_adjectives}), )*(?:{names.scope_adjectives}),? (?:{names.conjunctions}) $"
)
"""Adjectives that share the noun of a name: `national and | regional courts`."""
_SCOPED = _WORDS.compile_pattern(r"(?:{names.scope_adjectives})\s")
_REGION_REST = _WORDS.compile_pattern(
    rf"(?P<first> (?:{{names.conjunctions}}) (?:(?:{{names.article}}|{{names.joined_article}}) )?{_UPPER}[^\W\d_]+)"
    rf"(?:[ -]{_UPPER}[^\W\d_]+)?"
)
_SHARED_OFFICE = _WORDS.compile_pattern(r"[^\W\d_]+s (?:{names.joining}|of|de)\s")
"""Offices of several bodies: `Directors of | Example Mills and EFW`."""
MAX_ADJECTIVE_CHARS = 60
"""Characters before a name within which they are looked for."""
_GAP = _WORDS.compile_pattern(
    r", | (?i:{names.conjunctions}) (?:(?P<addressing>(?:{names.addressing}) )|(?P<article>(?:{names.article}|the) )?)"
    r"| و(?=(?:ال)?(?:{names.institution_head})\s)"
)
_ADDRESSING = _WORDS.compile_pattern(r"\b(?:{names.addressing})\s")
"""Prepositions that a list of addressees repeats: `asks the Minister and | to the States`, in French and Spanish."""
_ACRONYM = re.compile(r"[A-Z]{3,10}|[А-ЯЁ]{3,10}")
MAX_HEAD_CHARS = 120
"""Characters before a span among which the noun of its body is searched."""
MIN_HEAD_WORDS = 4
"""Words of the first half of such a name: the noun of the body, a preposition, what it is for, the conjunction."""
_CONJUNCTION_END = _WORDS.compile_pattern(r"\s(?:{names.conjunctions}) $")
FINAL_ACRONYM = re.compile(r"\s\([A-Z][\w&/-]+\)$")


def extend_end_to_second_half(text: str, start: int, end: int) -> int:
    """Return the end of a name with its second half: `Ministry of Labour | and Family Affairs`.

    The name begins with the noun of a body and ends with something else, or has one and ends with an adjective; its
    second half ends with what bodies deal with, and has no noun of a body.
    """
    words, name_words = load_name_words(), _list_words(text[start:end])
    if not text[start].isupper() or len(name_words) < 2 or name_words[-1] in words["institution"]:
        return end
    rest = _SECOND_HALF.match(text, end)
    is_open = name_words[-1] in words["attributes"] and not words["institution"].isdisjoint(name_words)
    if not rest or not (is_open or _has_body_noun_first(name_words)):
        return end
    rest_words = _list_words(rest["rest"])
    is_topic = rest_words[-1] in words["topic"] and words["institution"].isdisjoint(rest_words)
    return rest.end() if is_topic else end


def extend_end_to_region(text: str, start: int, end: int) -> int:
    """Return the end of a name with the rest of its region: `Forum for Asia | and the Pacific`.

    >>> text = "the Example Forum for Asia and the Pacific met"
    >>> text[: extend_end_to_region(text, 4, text.index(" and"))]
    'the Example Forum for Asia and the Pacific'
    """
    rest = _REGION_REST.match(text, end)
    words = text[start:end].split()
    if not rest or not words[-1][:1].isupper():
        return end
    ends = (rest.end(), rest.end("first"))
    counts = range(1, min(MAX_REGION_WORDS, len(words)) + 1)
    longer = (stop for stop in ends for count in counts if is_region(" ".join(words[-count:]) + text[end:stop]))
    return next(longer, end)


def extend_start_to_first_half(text: str, start: int, end: int) -> int:
    """Return the start of a name with its first half: `Ministry of Labour and | Family Affairs`.

    It begins with the noun of a body in a capital; the words between have capitals or join those that have.
    """
    words = load_name_words()
    name_words = [word.lower() for word in re.findall(r"[^\W\d_]+", text[start:end])]
    is_second_half = text[start].isupper() and words["topic"].intersection(name_words)
    if not is_second_half or words["institution"].intersection(name_words):
        return start
    before = text[max(0, start - MAX_HEAD_CHARS) : start]
    position = start
    for word in reversed(list(re.finditer(r"\S+\s", before))) if _CONJUNCTION_END.search(before) else ():
        bare = word[0].strip().rstrip(",")
        position = start - len(before) + word.start()
        if bare[:1].isupper() and bare.lower() in words["institution"]:
            middle = text[position:start].split()
            return position if len(middle) >= MIN_HEAD_WORDS else start
        if not (bare[:1].isupper() or bare in words["edge"]) or word[0].strip().endswith((".", ";", ":")):
            break
    return start


def extend_start_to_adjectives(text: str, start: int, end: int) -> int:
    """Return the start of a name with the adjectives that share its noun: `national and | regional courts`.

    >>> text = "trains national, regional and local courts"
    >>> text[extend_start_to_adjectives(text, text.index("local"), len(text)) :]
    'national, regional and local courts'
    """
    if not _SCOPED.match(text, start, end):
        return start
    before = _ADJECTIVES_BEFORE.search(text[max(0, start - MAX_ADJECTIVE_CHARS) : start])
    return start - len(before[0]) if before else start


def find_listed_bodies(name: str) -> Iterator[Span]:
    """Yield the spans of the bodies or States that a name joins; of the whole where it is one.

    >>> list(find_listed_bodies("Ministry of Health, Department of Wells"))
    [(0, 18), (20, 39)]
    >>> list(find_listed_bodies("Ministry of Health, Family and Wells"))
    [(0, 36)]
    >>> list(find_listed_bodies("EFW, RFA y QHA"))
    [(0, 3), (5, 8), (11, 14)]
    >>> list(find_listed_bodies("Directors of EFW and RFA"))
    [(0, 24)]
    >>> list(find_listed_bodies("Chad and Save the Children"))
    [(0, 4), (9, 26)]
    """
    start = 0
    gaps = [] if _is_registered(name) else list(_GAP.finditer(name))
    for number, gap in enumerate(gaps):
        end = gaps[number + 1].start() if number + 1 < len(gaps) else len(name)
        left, right = name[start : gap.start()], name[gap.end() :]
        following = name[gap.end() : end]
        are_equal = any(is_kind(left) and is_kind(following) for is_kind in (_is_registered, _is_acronym))
        if are_equal or _is_between_bodies(left, gap, right):
            yield start, gap.start()
            start = gap.end()
    yield start, len(name)


def _is_registered(name: str) -> bool:
    """Return whether a name is that of a State or of a body of the registry."""
    return is_state(name) or load_registry().match_entity_name(name) is not None


def _is_organisation(name: str) -> bool:
    return _is_registered(name) and not is_state(name)


def _is_acronym(name: str) -> bool:
    """Return whether a name is in capitals and neither a noun of a party nor what bodies deal with."""
    word = name.lower()
    return bool(_ACRONYM.fullmatch(name)) and not is_actor_noun(word) and word not in load_name_words()["topic"]


def _is_between_bodies(left: str, gap: re.Match[str], right: str) -> bool:
    left_words, right_words = _list_words(left), _list_words(right)
    if not (left_words and right_words) or _SHARED_OFFICE.match(left):
        return False
    words = load_name_words()
    if gap["addressing"]:
        return left[:1].isupper() and right[:1].isupper() and not _ADDRESSING.search(left)
    if left_words[0].removeprefix("ال") in words["institution_head"]:
        return right_words[0].removeprefix("ال") in words["institution_head"]
    if left_words[0] in words["institution"] and left_words[0] == right_words[0]:
        return True
    if not right[:1].isupper():
        return False
    if gap[0] == ", ":
        return _has_body_noun_first(left_words) and _has_body_noun_first(right_words)
    return left[:1].isupper() and _is_between_capitalised_bodies(left, gap, right)


def _is_between_capitalised_bodies(left: str, gap: re.Match[str], right: str) -> bool:
    words, left_words, right_words = load_name_words(), _list_words(left), _list_words(right)
    is_body = left_words[0] in words["institution"]
    if _ACRONYM.fullmatch(right) and not _is_organisation(right):  # among capitals, any word looks like one
        return is_body and not gap[0].isupper() and len(left_words) > 1 and left_words[-1] not in words["topic"]
    if is_body and _is_organisation(right):
        return True
    if len(right_words) > 1 and right_words[0] in words["institution"] and _is_organisation(left):
        return True
    is_second_body = not words["institution"].isdisjoint((right_words[0], right_words[-1]))
    return bool(gap["article"]) and _has_body_noun_first(left_words) and is_second_body


def _has_body_noun_first(name_words: list[str]) -> bool:
    words, first = load_name_words(), name_words[0]
    return first in words["institution"] or (
        len(name_words) > 1 and is_actor_noun(first) and first not in words["topic"]
    )


def _list_words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(FINAL_ACRONYM.sub("", name))]

"""What belongs to a name after its span: an acronym, a name in quotation marks, a noun after a possessive."""

import re

from palermo.extraction.state_names import is_state
from palermo.extraction.tagger.adjacent_names import has_initials
from palermo.extraction.tagger.party_names import is_actor_noun, load_name_words
from palermo.languages.language_words import LanguageWords

_UPPER = r"[A-ZÀ-ÖØ-ÞА-ЯЁ]"
_NAME_WITH_ACRONYM = re.compile(r"(?P<name>[^()]{4,})\s\((?P<acronym>[A-Z][A-Z/&-]{2,9})\)$")
_JOINED_CAPITALS = LanguageWords("extraction").compile_pattern(
    rf"(?:{_UPPER}[\w’'-]*,? (?:(?:{{names.acronym_joiners}}|&) )*)+$"
)
_ACRONYM = re.compile(r"\s?\(([A-ZА-ЯЁ][\w&/-]{1,9})\)")
_QUOTED_NAME = re.compile(r"\s«[\s\u00a0]?(?=[A-ZÀ-ÖØ-ÞА-ЯЁ])[^«»]{2,60}»")
_POSSESSION = re.compile(r"(?:[’']s|(?<=s)[’'])(?: [A-ZÀ-ÖØ-Þ][\w’'-]*)+")
_STATE_REST = LanguageWords("extraction").compile_pattern(
    rf" (?:{{names.conjunctions}}) (?P<second>{_UPPER}[\w’'-]*(?: {_UPPER}[\w’'-]*)?)"
)
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_GROUP_NAMES = frozenset({"UN Women"})
"""Names of bodies that end with the noun of a group, of which something may be."""
_HEAD_BEFORE = re.compile(r"(?<!\w)(?P<head>[А-ЯЁ][а-яё]+) $")
MAX_HEAD_CHARS = 30
"""Characters before a name among which the noun of its body is searched."""
MAX_CAPITALS_CONTEXT = 40
"""Characters on either side of a span that show whether a whole text is in capitals."""


def extend_end_to_bracket(text: str, start: int, end: int) -> int:
    """Take in an acronym in brackets that follows the name directly."""
    match = _ACRONYM.match(text[end : end + 14])
    return end + match.end() if match and text[start].isupper() else end


def extend_end_to_quoted_name(text: str, start: int, end: int) -> int:
    """Take in the name in quotation marks after the noun of a body: `организация | «Открытый колодец»`."""
    noun, quoted = _LAST_WORD.search(text, start, end), _QUOTED_NAME.match(text, end)
    return quoted.end() if quoted and noun and _is_body_noun(noun[0]) else end


def cut_title_after_office(text: str, start: int, end: int) -> int:
    """Return where a name ends before the title of what an office wrote: `доклад секретаря | «О лодках»`."""
    opening = text.find(" «", start, end)
    noun = _LAST_WORD.search(text, start, opening) if opening >= 0 else None
    return opening if noun and _is_office(noun[0]) else end


def _is_office(word: str) -> bool:
    """Return whether a word is an office, in any case: `секретаря`."""
    return any(word.lower().startswith(office[:-1]) for office in load_name_words()["office"] if len(office) > 5)


def _is_body_noun(word: str) -> bool:
    return word.lower() in load_name_words()["institution"] or is_actor_noun(word)


def extend_start_to_head(text: str, start: int) -> int:
    """Return the start of a Russian name with the noun of its body, in a capital: `Комитет | женщин`."""
    head = _HEAD_BEFORE.search(text[max(0, start - MAX_HEAD_CHARS) : start])
    if not head or not re.match(r"[а-яё]", text[start : start + 1]):
        return start
    is_office = head["head"].lower() in load_name_words()["office"]
    return start - len(head[0]) if _is_body_noun(head["head"]) and not is_office else start


def extend_end_to_possession(text: str, start: int, end: int) -> int:
    """Take in what belongs to a group in a name that begins with an acronym: `EFW Children | ’s Homes`."""
    group, possession = _LAST_WORD.search(text, start, end), _POSSESSION.match(text, end)
    if not group or not possession or not group[0].istitle() or text[start:end] in _GROUP_NAMES:
        return end
    is_group = is_actor_noun(group[0]) and group[0].lower() in load_name_words()["topic"]
    return possession.end() if is_group and text[start : group.start()].strip().isupper() else end


def extend_end_to_state(text: str, start: int, end: int) -> int:
    """Take in the second half of the name of a State: `Bosnia | and Herzegovina`."""
    rest = _STATE_REST.match(text, end)
    return rest.end() if rest and is_state(text[start : rest.end()]) and not is_state(rest["second"]) else end


def is_open_start(name: str) -> bool:
    """Return whether a name begins with an adjective or a preposition, before which it has another word.

    >>> is_open_start("Against Storms"), is_open_start("Boats Against Storms")
    (True, False)
    """
    first, words = name.split()[0], load_name_words()
    return first in words["adjective"] or first.lower() in words["edge"] - words["article"]


def is_among_capitals(text: str, start: int, end: int) -> bool:
    """Return whether a span is in a text in capitals, so that they do not show where a name ends."""
    around = text[max(0, start - MAX_CAPITALS_CONTEXT) : start] + text[end : end + MAX_CAPITALS_CONTEXT]
    return text[start:end].isupper() and around.isupper() and sum(map(str.isalpha, around)) >= MAX_CAPITALS_CONTEXT / 2


def extend_start_to_acronym(text: str, start: int, end: int) -> int:
    """Take in words before a name that its acronym counts: `Quays and | Harbours Authority (QHA)`."""
    named = _NAME_WITH_ACRONYM.fullmatch(text[start:end])
    before = _JOINED_CAPITALS.search(text[max(0, start - 80) : start])
    if not named or not before or _has_final_initials(named["name"], named["acronym"]):
        return start
    words = before[0].split(" ")[:-1]
    for count in range(1, len(words) + 1):
        longer = " ".join((*words[-count:], named["name"]))
        if longer[:1].isupper() and has_initials(longer, named["acronym"]):
            return start - len(" ".join(words[-count:])) - 1
    return start


def _has_final_initials(name: str, acronym: str) -> bool:
    words = name.split(" ")
    return any(has_initials(" ".join(words[place:]), acronym) for place in range(len(words)))

"""Where the predicate of a Chinese clause begins: behind a party, since neither blanks nor endings mark a verb."""

import re
from functools import cache, lru_cache

from palermo.extraction.language.wording_files import wordings
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.states import is_state

FURTHEST = 70
"""Characters of a clause in which its predicate begins."""
LONGEST = 45
"""Characters of a party."""
_ENDS = re.compile(r"[；：。！？:;]")
_COMMA = re.compile(r"[，,]\s*")
_PAUSE = re.compile(r"[，,\s]+$")


def predicate(text: str, start: int, end: int, words: Wordings) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The party that a clause begins with, or has behind a comma, and the verb behind it; None where there is none."""
    if words.predicates is None or words.adverbs is None:
        return None
    stop = _ENDS.search(text, start, min(end, start + FURTHEST))
    limit = stop.start() if stop else min(end, start + FURTHEST)
    for begun in words.predicates.finditer(text, start + 1, limit):
        before = _PAUSE.sub("", text[start : begun.start()])
        comma = max((found.end() for found in _COMMA.finditer(before)), default=0)
        if not _is_party(before[comma:]) or _goes_on(before[comma:], text[begun.start() : limit], words):
            continue
        adverbs = words.adverbs.match(text, begun.start(), end)
        verb = adverbs.end() if adverbs else begun.start()
        if verb >= end or words.clauses.relative_verb.match(text, verb):
            return None
        return (start + comma, start + len(before)), (verb, min(end, verb + 2))
    return None


def _goes_on(before: str, behind: str, words: Wordings) -> bool:
    """Whether the name goes on behind what could be its end: `委员 | 会`, `犯罪问题办 | 公室`; not `政府 | 会`."""
    forms = words.clauses
    if forms.behind_names.match(behind) or (behind.startswith("会") and forms.whole_head.search(before)):
        return False
    return any(
        behind[length - 1 : length] != "该" and _is_party(before + behind[:length])
        for length in range(1, min(LONGEST_END, len(behind)) + 1)
    )


LONGEST_END = 3
"""Characters with which a name may go on."""


@lru_cache(maxsize=16384)
def _is_party(before: str) -> bool:
    """Whether a stretch ends with a name of somebody who acts."""
    words = wordings("zh")
    if words is None or len(before) > LONGEST or before[-1:] in ("", *"和与及或、的") or before in ("该", "本"):
        return False
    if words.clauses.preposed.match(before) or (words.things and words.things.search(before)):
        return False
    return _ending(words, "").search(before) is not None or is_state(before)


@cache
def _ending(words: Wordings, plural: str) -> re.Pattern[str]:
    """A word for who acts at the end of a text."""
    return re.compile(rf"(?:{words.actors.pattern}){plural}$")


def is_chinese_actor(subject: str, words: Wordings) -> bool:
    """Whether a Chinese subject, up to its end or a preposition, ends with a word for who acts, or is a State."""
    ends = [*(cut.start() for cut in words.prepositions.finditer(subject, 1)), len(subject)]
    for end in ends:
        head = words.tail.sub("", subject[:end]) if words.tail else subject[:end]
        if words.things and words.things.search(head):
            continue
        if _ending(words, "[们等方]?").search(head) or is_state(head) or _ACRONYM.fullmatch(head):
            return True
    return False


_ACRONYM = re.compile(r"[A-Z](?:[A-Z0-9-]|\.(?=[A-Z])){1,9}")

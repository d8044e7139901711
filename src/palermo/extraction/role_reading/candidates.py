"""Candidates: the phrases of a passage of which one may be who acts, with whom or for whom, and what each is like."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from palermo import registry
from palermo.extraction.language.wording_files import wordings
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.compound_names import is_known
from palermo.extraction.names.states import is_state
from palermo.extraction.role_reading.phrases import folded, function_words, phrases
from palermo.extraction.syntax.clauses import is_actor, is_people
from palermo.statements import normalised

LONGEST = 3000
"""Characters of a passage in which candidates are looked for; behind them nobody is."""
MOST = 600
"""Candidates of a passage; more are no paragraph of anybody."""
NOWHERE = -1
"""Place of a name that is printed elsewhere in the document."""
_ARTICLE = re.compile(r"the\s+", re.I)
_CLINGING_ARTICLE = re.compile(r"[وف]?(?:بال|كال|ال|لل)")
_NEAR = 40
"""Characters before and behind a phrase in which its neighbours are looked for."""
_EDGE = "^"
"""Where nothing stands beside a phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A phrase that may name a party."""

    name: str
    key: str
    """Who it names, as that is compared."""
    folded: str
    """The words of the name."""
    start: int
    end: int
    before: tuple[str, str]
    """The word before it, and the two before it."""
    behind: str
    head: str
    """The stem of its head."""
    stems: frozenset[str]
    """Those of its words that are no function words."""
    acts: bool
    people: bool
    known: bool
    state: bool
    longest: bool
    shortest: bool
    """Whether no other that begins where it begins is longer, or shorter."""

    @property
    def printed(self) -> bool:
        """Whether it stands in the passage."""
        return self.start != NOWHERE


@lru_cache(maxsize=16384)
def key_of(name: str) -> str:
    """Who a name names, as it is compared: an organisation or a State of the registry, else the name itself."""
    known = registry.load()
    row = known.entity(name)
    if row is not None:
        return row.id
    state = known.state(name) if is_state(name) else None
    return state.alpha3 if state else folded_name(name)


def folded_name(name: str) -> str:
    """The words of a name, without an article before them."""
    return normalised(_ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name)


@lru_cache(maxsize=64)
def candidates(text: str, language: str) -> tuple[Candidate, ...]:
    """The candidates of a passage's text, in their order."""
    words = wordings(language)
    if words is None:
        return ()
    text = text[:LONGEST]
    spans = phrases(text, words)[:MOST]
    ends: dict[int, list[int]] = defaultdict(list)
    for start, end in spans:
        ends[start].append(end)
    return tuple(
        _candidate(text, start, end, words, longest=end == max(ends[start]), shortest=end == min(ends[start]))
        for start, end in spans
    )


def _candidate(text: str, start: int, end: int, words: Wordings, *, longest: bool, shortest: bool) -> Candidate:
    before, behind = _neighbours(text, start, end, words)
    return Candidate(
        start=start, end=end, before=before, behind=behind, longest=longest, shortest=shortest,
        **_told_by_name(text[start:end], words.language),
    )  # fmt: skip


def elsewhere(name: str, language: str) -> Candidate:
    """A name that recipes found, and that is printed elsewhere, as a candidate."""
    return Candidate(
        start=NOWHERE, end=NOWHERE, before=("", ""), behind="", longest=True, shortest=True,
        **_told_by_name(name, language),
    )  # fmt: skip


@lru_cache(maxsize=16384)
def _told_by_name(name: str, language: str) -> Mapping[str, Any]:
    """What a name alone tells of a candidate."""
    words = wordings(language)
    return {
        "name": name,
        "key": key_of(name),
        "folded": folded_name(name),
        "head": stem(_head(name, language), language),
        "stems": stems(name, language),
        "acts": words is not None and is_actor(name, words),
        "people": words is not None and is_people(name, words),
        "known": is_known(name) or is_known(f"the {name}"),
        "state": is_state(name),
    }


def _neighbours(text: str, start: int, end: int, words: Wordings) -> tuple[tuple[str, str], str]:
    """The word before a phrase, with the one before that, and the word behind it."""
    clinging: list[str] = []
    if words.language == "ar" and start and text[start - 1].isalpha():
        begin = start
        while begin and text[begin - 1].isalpha():
            begin -= 1
        clinging, start = [f"+{text[begin:start]}"], begin
    before = [*folded(text[max(0, start - _NEAR) : start], words.language), *clinging][-2:]
    behind = folded(text[end : end + _NEAR], words.language)
    blank = "" if words.language == "zh" else " "
    return (before[-1] if before else _EDGE, blank.join(before) or _EDGE), behind[0] if behind else _EDGE


def _head(name: str, language: str) -> str:
    """The word that tells what somebody is: in English the last before an `of`, else the first noun."""
    if language == "zh":
        return name[-2:]
    known = function_words(language)
    read = folded(name, language)
    if known is None or not read:
        return ""
    sorts = [known.sort(word) for word in read]
    if language == "en":
        end = next((at for at, sort in enumerate(sorts) if sort in ("of", "ends")), len(read))
        return read[max(0, end - 1)]
    return next((word for word, sort in zip(read, sorts, strict=True) if sort not in ("article", "number")), read[0])


def stem(word: str, language: str) -> str:
    """The beginning of a word, which its forms share."""
    if language == "zh":
        return word
    if language == "ar":
        return _CLINGING_ARTICLE.sub("", word)[:6]
    return word[: max(4, len(word) - (3 if language == "ru" else 2))]


@lru_cache(maxsize=16384)
def stems(name: str, language: str) -> frozenset[str]:
    """The stems of the words of a name that are no function words; of a Chinese one its signs."""
    known = function_words(language)
    if known is None:
        return frozenset(name)
    told = (word for word in folded(name, language) if len(word) > 1 and known.sort(word) in ("word", "number"))
    return frozenset(stem(word, language) for word in told)

"""Names in a clause: partners behind `together with` or a tie, actors, and addressees, as printed."""

import re
from collections.abc import Iterator

from palermo.extraction.clauses import Clause
from palermo.extraction.wordings import Wordings

MOST = 40
"""Names that are taken of one list."""
FURTHEST = 700
"""Characters behind `together with` in which partners are looked for."""

_BRACKETS = re.compile(r"\s*[(（][^()（）]{0,120}[)）]")
_ARTICLE = re.compile(
    r"^(?:the|la|le|les|l['’]|el|los|las|al|del|du|des|de la|both|its|their|other|with|including|and|as well as|such as)\s+|^l['’]",
    re.I,
)
_PROPER = re.compile(
    r"\b[A-Z]{2,}\b|\bUN-[A-Z]|^(?:[A-ZÀ-ÝА-ЯЁ][\w’'-]+)(?:\s+(?:(?:of|the|for|and|on|in|against|to|de|des|du|la|le|les|pour|sur|et|los|las|el|del|para|sobre|y|по|и|в|о|aux|à|contre|contra|помощи)\s+)*[\w’'(-]+)*$"
)
_COMMON = re.compile(
    r"^(?:member\s+states|states(?:\s+parties)?|governments?|indigenous\s+peoples|civil\s+society|ngos?|the\s+private\s+sector|united\s+nations(?:\s+system)?(?:\s+(?:entities|agencies|funds|programmes)\b.*)?|stakeholders|parties|non-governmental.*|africa|europe|asia|latin america.*)$",
    re.I,
)


def partners(clause: Clause, *, tied: bool) -> list[str]:
    """Proper names and closed sets that act together with the subject; `tied`: the verb itself is the tie."""
    words, found = clause.words, list[str]()
    begun = [match.end() for match in words.partners.finditer(clause.text, clause.start, clause.end)]
    if tied:
        start = clause.verb[0] if clause.verb and not words.verb_first else clause.start
        begun += [match.end() for match in words.ties.finditer(clause.text, start, clause.end)]
    for start in sorted(set(begun)):
        found += names(clause.text[start : min(clause.end, start + FURTHEST)], words)
    found += _side_by_side(clause)
    return list(dict.fromkeys(found))[:MOST]


def names(text: str, words: Wordings) -> Iterator[str]:
    """Proper names and closed sets of the list that a text begins with."""
    stop = words.stops.search(text)
    while stop and stop.start() == 0:
        stop = words.stops.search(text, stop.end())
    listed = _BRACKETS.sub("", text if stop is None else _widened(text, stop, words))
    for part in words.lists.split(listed):
        name = bare(part, words)
        if name and is_name(name, words):
            yield name


def _widened(text: str, stop: re.Match[str], words: Wordings) -> str:
    return text[: stop.start()]


def bare(part: str, words: Wordings) -> str:
    """A name without article, stops and what stands around it."""
    name = part.strip(' ,;.:،؛、，。\t"“”«»')
    for _ in range(3):
        name = _ARTICLE.sub("", name).strip()
    return name


def is_name(name: str, words: Wordings) -> bool:
    """Whether a part of a list is a proper name, or a closed set such as the resident coordinators."""
    if words.closed_sets and words.closed_sets.fullmatch(name):
        return True
    if len(name) > 140 or _COMMON.match(name):
        return False
    if words.language in ("zh", "ar"):
        return len(name) >= 2 and words.actors.search(name) is not None
    return _PROPER.search(name) is not None and name[:1].isupper()


def _side_by_side(clause: Clause) -> Iterator[str]:
    """The second of two who act: `ECLAC and ILO established ...`."""
    about = _BRACKETS.sub("", clause.about)
    parts = [bare(part, clause.words) for part in re.split(r",\s*(?:and\s+)?|\s+(?:and|et|y|и)\s+|和|与", about)]
    if 2 <= len(parts) <= 6 and all(is_name(part, clause.words) and _short(part) for part in parts):
        yield from parts[1:]


def _short(name: str) -> bool:
    return bool(re.fullmatch(r"(?:UN-)?[A-Z][\w-]*[A-Z][\w-]*", name)) or len(name.split()) > 2

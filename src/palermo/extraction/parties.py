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
    r"^(?:the|la|le|les|l['’]|el|los|las|al|del|du|des|de la|both|its|their|other|with|including|and"
    r"|as well as|such as)\s+|^l['’]",
    re.I,
)
_PROPER = re.compile(
    r"\b[A-Z]{2,}\b|\bUN-[A-Z]|^(?:[A-ZÀ-ÝА-ЯЁ][\w’'-]+)(?:,?\s+(?:(?:of|the|for|and|on|in|against|to|de|des|du|la|le|les|pour|sur|et|los|las|el|del|para|sobre|y|по|и|в|о|aux|à|contre|contra|помощи)\s+)*[\w’'(-]+)*$"
)
_LIST_MARK = re.compile(r",?\s+(?:as well as|and)\s+(?:with\s+)?|,\s+")
TEXTS = re.compile(
    r"\b(?:Conventions?|Protocols?|Resolutions?|Act|Agenda|Goals?|Charter|Frameworks?|Declaration|Principles|Statute|Compact|Law)$"
)
"""What can be acted with as little as a text."""
_COMMON = re.compile(
    r"(?:member\s+states|states(?:\s+parties)?|governments?|indigenous\s+peoples|civil\s+society|ngos?|stakeholders|parties"
    r"|the\s+private\s+sector|united\s+nations(?:\s+system)?(?:\s+(?:entities|agencies|funds|programmes)\b.*)?"
    r"|non-governmental.*|africa|europe|asia|latin america.*)$",
    re.I,
)
"""Classes of partners, which are no names."""


def partners(clause: Clause, *, tied: bool) -> list[str]:
    """Proper names and closed sets that act together with the subject; `tied`: the verb itself is the tie.

    Where a tie names a body and others too, `co-chairs the Group with the Fund`, the others are the partners.
    """
    words = clause.words
    found = _behind(words.partners, clause, clause.start)
    if tied:
        start = clause.verb[0] if clause.verb and clause.acts() and not words.verb_first else clause.start
        found = found or _behind(words.ties, clause, start)
    return list(dict.fromkeys((*found, *_side_by_side(clause))))[:MOST]


def _behind(cue: re.Pattern[str], clause: Clause, start: int) -> list[str]:
    begun = [match.end() for match in cue.finditer(clause.text, start, clause.end)]
    return [name for at in begun for name in names(clause.text[at : min(clause.end, at + FURTHEST)], clause.words)]


def names(text: str, words: Wordings) -> Iterator[str]:
    """Proper names and closed sets of the list that a text begins with."""
    outside = _BRACKETS.sub("", text)
    stop = words.stops.search(outside, 1)
    listed = outside if stop is None else outside[: stop.start()]
    for part in _parts(listed, words):
        name = bare(part, words)
        if name and is_name(name, words):
            yield name


def _parts(listed: str, words: Wordings) -> list[str]:
    """Divide a list; a part without article goes on with one that has: `the Department of Political | and Peace`."""
    if words.language != "en" or not re.match(r"(?:and |both )?the [A-Z]", listed):
        return words.lists.split(listed)
    parts: list[str] = []
    at = 0
    for mark in _LIST_MARK.finditer(listed):
        following = listed[mark.end() :]
        begins_anew = re.match(r"(?:the|with|other|its|[a-z]|[A-Z][A-Z]+\b|UN-)", following)
        before = parts[-1] if parts and at == mark.start() else listed[at : mark.start()]
        if begins_anew or not before.lstrip().startswith("the "):
            parts.append(listed[at : mark.start()])
            at = mark.end()
    return [*parts, listed[at:]]


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
    if len(name) > 140 or _COMMON.match(name) or TEXTS.search(name):
        return False
    if words.language == "en" and not name.rpartition(" ")[2][:1].isupper():
        return False
    if words.language in ("zh", "ar"):
        return len(name) >= 2 and words.actors.search(name) is not None
    return _PROPER.search(name) is not None and name[:1].isupper()


def _side_by_side(clause: Clause) -> Iterator[str]:
    """The second of two who act: `ECLAC and ILO established ...`."""
    about = _BRACKETS.sub("", clause.about)
    if re.search(r"\b(?:with|such as|of)\b", about):
        return
    parts = [bare(part, clause.words) for part in re.split(r",\s*(?:and\s+)?|\s+(?:and|et|y|и)\s+|和|与", about)]
    if 2 <= len(parts) <= 6 and all(is_name(part, clause.words) and _short(part) for part in parts):
        yield from parts[1:]


def _short(name: str) -> bool:
    return bool(re.fullmatch(r"(?:UN-)?[A-Z][\w-]*[A-Z][\w-]*", name)) or len(name.split()) > 2

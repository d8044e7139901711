"""Whom an item of a list asks whose introduction names nobody: `We recommend that: (a) States ratify the Protocol`."""

import re
from collections.abc import Iterator
from itertools import islice

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.roles.parties import asked_parties

_GERUND = re.compile(r"[A-Za-z]+ing\s(?!(?:should|must|shall)\b)")
"""`Ensuring that all staff are trained`."""
MOST_PLACES = 4
"""Words of an item that are tried as its verb."""


def asked_in(item: str, words: Wordings) -> tuple[str, ...]:
    """The item's subject, `States ratify the Protocol`, or who acts in its noun phrase, `ratification by all States`.

    Nobody where it begins with a verb, or tells what should be done to its subject.
    """
    forms = words.listing
    if words.language != "en":
        return ()
    opened = forms.item_opening.match(item)
    start = opened.end() if opened else 0
    if _GERUND.match(item, start) or (words.imperative(item, start, len(item)) and not _named_first(item[start:])):
        return ()
    for place in islice(_verbs(item, start, words), MOST_PLACES):
        named = tuple(asked_parties(item[start:place], words))
        if named:
            return () if forms.suffered.match(item, place) else named
    return _agents(item, words)


def _named_first(said: str) -> bool:
    """Whether what looks like a verb begins a name: `Fund and donors should ...`, `Support services not be cut`."""
    return re.match(r"[^,;:.]{2,80}?\s(?:should|must|ought\s+to|shall)\s", said) is not None


def _verbs(item: str, start: int, words: Wordings) -> Iterator[int]:
    """Places where the item's verb may stand: in its plain form, behind a modal, `not` or `to`."""
    first = item.find(" ", start)
    for found in re.finditer(r"(?<=\s)[a-z][\w-]*", item[: start + 160]):
        if found.start() > first > 0 and (
            words.listing.modal.fullmatch(found.group()) or words.deeds.match(item, found.start(), found.end())
        ):
            yield found.start()


def _agents(item: str, words: Wordings) -> tuple[str, ...]:
    forms = words.listing
    for by in forms.by_agent.finditer(item):
        if item[: by.start()].rstrip().endswith("ed"):
            continue  # `a rapporteur, appointed by Parliament`
        stop = forms.up_to.search(item, by.end() + 1)
        named = tuple(asked_parties(item[by.end() : stop.start() if stop else len(item)], words))
        if named:
            return named
    return ()

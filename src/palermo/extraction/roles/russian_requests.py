"""Who is asked in a Russian clause, by its form: before an infinitive, or in the dative of a duty."""

import re
from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.roles.parties import parties
from palermo.extraction.syntax.clauses import Clause

LONGEST = 140
"""Characters behind a verb of asking in which the infinitive stands."""
MOST_WORDS = 12
"""Words of those who are asked."""


def asked_in_russian(clause: Clause) -> list[str]:
    """Those who are asked; none where no form names them, or where it names no party."""
    said, words = clause.said, clause.words
    found: list[str] = []
    for cue in words.roles.asks.finditer(said):
        near = said[cue.end() : cue.end() + LONGEST]
        end = words.roles.to_do.search(" " + near)
        if end and end.start() and (found := list(_named(near[: end.start() - 1], words))):
            break
    if not found and (duty := words.roles.duty_behind_dative.search(said)):
        before = said[: duty.start()]
        for named in (before, words.roles.opens_duty.sub("", before)):
            first = re.match(r"[\w-]+", named)
            if first and words.roles.dative_word.fullmatch(first.group()) and (found := list(_named(named, words))):
                break
    if not found and clause.subject and (before := clause.text[clause.start : clause.subject[0]].strip()):
        first = re.match(r"[\w-]+", before)  # `To teachers | the commission recommends`
        found = list(_named(before, words)) if first and words.roles.dative_word.fullmatch(first.group()) else []
    if found and (too := words.roles.asked_too.search(said)):
        found += [name for name in _named(too["asked"], words) if name not in found]
    return found


def _named(printed: str, words: Wordings) -> Iterator[str]:
    """The parties of a stretch, each by itself where `и` joins two."""
    if words.pronouns.match(printed) or len(printed.split()) > MOST_WORDS:
        return
    halves = printed.split(" и ")
    each = [list(parties(half, words, served=True)) for half in halves]
    if (
        len(halves) == 2
        and all(len(found) == 1 for found in each)
        and all(" " in half or len(half) > 4 for half in halves)
    ):
        same = not re.search(r"(?:ым|им|ой|ей|ых|их|ому|ему|ый|ий|ого|его)$", halves[0].strip())
        if same and halves[1].split()[0][-2:] in ("ых", "им", "ым", "их", halves[0].split()[0][-2:]):
            yield from (name for found in each for name in found)
            return
    yield from parties(printed, words, served=True)

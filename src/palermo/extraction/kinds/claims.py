"""Whether a clause claims something of the problem, in languages other than English, by how each says what does not.

Each language's wordings hold, below `claimed`: how a sentence `opens` or what it `holds` that claims nothing; who
`helps`; what is a `predicate`, which words that look like verbs are `nouns`, and `relative` clauses, whose verbs do
not count; and what `tells` of harm in other words.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from palermo.extraction.syntax.clauses import Clause

_STOP = re.compile(r"[.!?؟](?=\s|$)|[。！？\n]")
_MARK = re.compile(r";\s")
_CALLED_OUT = ("!", "！", "?", "؟", "？")


def claims_nothing(clause: Clause) -> bool:
    """Whether a clause is a phrase, a task, advice, a definition, a text's contents, a duty, or help: no factor."""
    claimed = clause.words.claimed
    if not claimed:
        return False
    if clause.words.exploiters.match(clause.about) and not _asks(clause):
        return False
    if _asks(clause) or claimed["opens"].match(_sentence(clause)) or claimed["opens"].match(clause.said):
        return True
    return bool(claimed["holds"].search(clause.said)) or _helps(clause) or not _predicates(clause)


def is_title(clause: Clause) -> bool:
    """Whether a clause of a language other than English is a title or an item of contents: `Risques de traite`."""
    words = clause.words
    if words.language == "en" or words.topics is None or words.topics.fullmatch(clause.said.strip()) is None:
        return False
    return words.language == "zh" or clause.verb is None


def tells(clause: Clause) -> bool:
    """Whether a clause tells what befalls people in words that are none of harm: complaints `remain unanswered`."""
    claimed = clause.words.claimed
    return bool(claimed) and claimed["tells"].search(clause.said) is not None


def _sentence(clause: Clause) -> str:
    """The sentence that a clause is of, from its first word to the clause's end."""
    ends = _stops(clause.text)
    at = bisect_right(ends, clause.start)
    begun = ends[at - 1] if at else 0
    if clause.words.language == "es":
        begun = max([begun, *(mark.end() for mark in _MARK.finditer(clause.text, begun, clause.start))])
    return clause.text[begun : clause.end].lstrip(" \n«“\"'(—–-•*")


@lru_cache(maxsize=4)
def _stops(text: str) -> Sequence[int]:
    """Where the sentences of a text end, looked for once: each clause of it asks."""
    return [stop.end() for stop in _STOP.finditer(text)]


def _asks(clause: Clause) -> bool:
    """Whether its sentence ends as a question or a call does."""
    stop = _STOP.search(clause.text, max(clause.start, clause.end - 1))
    return stop is not None and stop.group() in _CALLED_OUT


def _helps(clause: Clause) -> bool:
    """Whether it tells what an organisation or `we` do for people; a second half, what the one of the first does."""
    helps = clause.words.claimed["helps"]
    if helps.match(clause.said):
        return True
    return (clause.subject is None or clause.words.verb_first) and helps.match(_sentence(clause)) is not None


def _predicates(clause: Clause) -> bool:
    """Whether a clause has a predicate of its own, and not only one behind `which`."""
    claimed = clause.words.claimed
    alone = claimed["relative"].sub(" ", clause.said)
    if claimed["predicate"].search(alone):
        return True
    verbs = (alone[begin:end] for begin, end in clause.words.verbs.spans(alone, 0, len(alone)))
    return clause.words.language != "zh" and any(not claimed["nouns"].fullmatch(verb) for verb in verbs)

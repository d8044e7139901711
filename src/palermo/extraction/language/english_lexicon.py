"""Whether an English word is a form of a verb, by a lexicon: surely, or also the form of a noun or an adjective."""

import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from palermo.extraction.language.inflecting_forms import inflecting

_FORMS = inflecting("en")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a word may be read as a finite verb."""

    past: bool = False
    present: bool = False
    """In the third person singular: `pools`."""
    stem: bool = False
    sure: bool = True
    """Whether it is nothing but a verb."""

    @property
    def finite(self) -> bool:
        """Whether it is a finite form of itself, a plural before it or not."""
        return self.past or self.present


NONE = Reading()

FORCED = _FORMS.behind_forced

NO_VERB = {
    "forced": FORCED,
    "developed": frozenset(["countries", "economies", "nations"]),
    "controls": frozenset(["to", "and", "for", "in", "on", "at", "are", "that"]),
}
"""Words that are no verbs where one of these follows."""
_DETERMINERS = _FORMS.determiners
_BEFORE_INFINITIVES = _FORMS.before_infinitives
_FOLLOWING = re.compile(
    r"\s+(?:the|an?|its?|their|our|his|her|this|that|these|those|all|every|each|both|any|no|some|many|more|them|us"
    r"|it|up|out|into|away|over|down|together|back|once|twice|only|who|what|how|whether|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|\d[\d,.]*|[A-Z][\w’'-]*)\b"
)
"""What stands behind a verb, and seldom behind a noun: what its object begins with."""
_NO_OBJECT = re.compile(r"\s+(?:of|in|on|for|and|or|is|are|will|has|have|was|were|should|may|can|at|by|which|that)\b")
"""What does not follow the verb of a plural."""


def known_verb(word: str) -> bool:
    """Whether a word is surely a form of a verb."""
    told = reading(word)
    return told is not NONE and told.sure


def may_be_verb(word: str) -> bool:
    """Whether a word is a form of a verb, surely or not."""
    return reading(word) is not NONE


def told_by_lexicon(text: str, found: re.Match[str], before: str, noun: bool, plural: bool) -> bool:
    """Whether a word is a finite verb by the lexicon and by what stands around it.

    `noun` says whether a noun stands behind the word before it, `plural` whether that word is a plural.
    """
    told = reading(found.group())
    if told is NONE or not before or before in _BEFORE_INFINITIVES:
        return False
    if told.sure and told.finite:
        return before not in _DETERMINERS
    with_object = _FOLLOWING.match(text, found.end()) is not None
    if told.finite:
        return with_object and not noun and not (told.present and plural)
    if not plural:
        return False
    return with_object or (told.sure and _NO_OBJECT.match(text, found.end()) is None)


def reading(word: str) -> Reading:
    """How a word may be a verb; NONE where it is none.

    >>> reading("seconded"), reading("pools").sure, reading("flown") == NONE
    (Reading(past=True, present=False, stem=False, sure=True), False, True)
    """
    if len(word) < 3 or word.endswith("ing"):
        return NONE
    told = _readings().get(word)
    return told or (NONE if word.islower() else _capitalised(word))


def _capitalised(word: str) -> Reading:
    """How a word with capitals is read: as in lower case, unless they stand in the middle of it."""
    told = _readings().get(word.lower(), NONE)
    if told is NONE or (told.present and not word.endswith("s")):
        return NONE
    if word in (word.capitalize(), word.upper()):
        return told
    return Reading(present=True, sure=told.sure) if word.endswith("s") else NONE


@cache
def _readings() -> Mapping[str, Reading]:
    """The forms of verbs in the lexicon: of its tables that alone is kept which is asked for, a tenth of them."""
    pasts = _pasts()
    stems: dict[str, Sequence[str]] = {}
    others: set[str] = set()
    for word, sort, lemmas in map(_row, _lines("lemma_lu.csv.gz")):
        if not word.islower():
            continue  # names, which are not asked for as they are written
        if sort == "verb":
            stems[word] = lemmas[0].lower().split("/")
        elif sort in _OTHERS:
            others.add(word)
    others.update(row[0] for row in map(_row, _lines("lemma_overrides.csv")) if row[1].lower() in _OTHERS)
    made: dict[Reading, Reading] = {}
    found: dict[str, Reading] = {}
    for word, of in stems.items():
        past, stem = any(word in pasts.get(each, ()) for each in of), word in of
        told = Reading(
            past=past, stem=stem, present=not past and not stem and word.endswith("s"), sure=word not in others
        )
        if told.finite or told.stem:
            found[word] = made.setdefault(told, told)
    return found


_OTHERS = frozenset(["noun", "adj", "adv"])


def _pasts() -> Mapping[str, Sequence[str]]:
    """The past of each verb, in its spellings; of auxiliaries as the lexicon has them beside its tables."""
    rows = map(_row, _lines("infl_lu.csv.gz"))
    found = {word: forms[0].split("/") for word, sort, forms in rows if sort == "verb" and forms[0]}
    found |= {word: [forms[0]] for word, tag, forms in map(_row, _lines("infl_overrides.csv")) if tag == "VBD"}
    return found | _OF_AUXILIARIES


_OF_AUXILIARIES = {
    "can": ["could"],
    "may": ["might"],
    "will": ["would"],
    "shall": ["should"],
    "must": ["must"],
    "ought": ["ought"],
    "dare": [],
    "be": ["was", "were"],
}


def _row(line: str) -> tuple[str, str, Sequence[str]]:
    word, sort, *forms = line.split(",")
    return word, sort, forms


def _lines(table: str) -> Iterator[str]:
    """The rows of a table of the lexicon, whose code, which would load them all, is not imported."""
    spec = find_spec("lemminflect")
    folder = Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path()
    path = folder / "resources" / table
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (line.rstrip() for line in lines if line.strip() and not line.startswith("#"))

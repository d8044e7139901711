"""Whether an English word is a form of a verb, by a lexicon: surely, or also the form of a noun or an adjective."""

import re
from dataclasses import dataclass
from functools import lru_cache

import lemminflect


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

FORCED = frozenset(
    [
        "labour",
        "labor",
        "marriage",
        "marriages",
        "begging",
        "criminality",
        "work",
        "prostitution",
        "recruitment",
        "eviction",
        "adoption",
        "commercial",
        "criminal",
        "disappearance",
        "disappearances",
        "displacement",
        "labourers",
        "migration",
        "pregnancy",
        "removal",
        "return",
        "returns",
        "sexual",
        "sterilization",
    ]
)
"""What follows `forced` where it is no verb."""

NO_VERB = {
    "forced": FORCED,
    "developed": frozenset(["countries", "economies", "nations"]),
    "controls": frozenset(["to", "and", "for", "in", "on", "at", "are", "that"]),
}
"""Words that are no verbs where one of these follows."""
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "our",
        "his",
        "her",
        "your",
        "my",
        "this",
        "that",
        "these",
        "those",
        "no",
        "of",
        "and",
    ]
)
_BEFORE_INFINITIVES = frozenset(
    ["to", "will", "shall", "can", "may", "must", "should", "would", "could", "might", "not"]
)
"""Behind these stands an infinitive, which is not finite."""
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


@lru_cache(maxsize=65536)
def reading(word: str) -> Reading:
    """How a word in lower case may be a verb; NONE where it is none.

    >>> reading("seconded"), reading("pools").sure, reading("flown") == NONE
    (Reading(past=True, present=False, stem=False, sure=True), False, True)
    """
    if len(word) < 3 or word.endswith("ing"):
        return NONE
    readings = lemminflect.getAllLemmas(word)
    stems = readings.get("VERB", ())
    if not stems:
        return NONE
    past = any(word in lemminflect.getAllInflections(stem, "VERB").get("VBD", ()) for stem in stems)
    stem = word in stems
    present = not past and not stem and word.endswith("s")
    if not (past or present or stem):
        return NONE
    return Reading(past=past, present=present, stem=stem, sure=not readings.keys() & {"NOUN", "ADJ", "ADV"})

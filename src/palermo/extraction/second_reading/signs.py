"""Signs: what the recipes found and how a clause is built, as numbers that a model can weigh beside its vector.

They mean the same in every language: whether its subject is a body that acts, people or a thing, whether its verb is
one of helping or of being, how many terms of the vocabulary it holds, whether it counts, quotes or dates, and what
was found in the rest of its passage.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

from palermo.extraction.discourse.context import Setting
from palermo.extraction.language.wordings import Wordings
from palermo.extraction.second_reading.readings import KINDS, LONGEST, Reading
from palermo.statements import LANGUAGES, PassageKind
from palermo.vocabulary import TAGGED, load, tags

type Row = list[float]

OUT_OF_SCOPE = 220
"""Characters within which words of administration tell that a clause is of it."""
USUAL = math.log(90)
"""Of a sentence's length in characters; signs tell how far from it a sentence is."""
READ = 2000
"""Characters of a passage in which terms of the vocabulary are looked for."""
SAID = ("harm", "partners", "ties", "to_be_done", "protective", "planned", "ongoing", "done")
SUBJECT = ("actors", "exploiters", "people", "things", "pronouns")
VERB = ("being", "undone", "helping")
"""Patterns of the wordings that are looked for in the clause, in its subject and in its verb."""
MANY = 5
"""Terms, numbers or clauses from which on more of them tell nothing."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|[12]\d{3}年")
_NUMBER = re.compile(r"\d+")
_ACRONYM = re.compile(r"[A-ZА-ЯЁ]{2,}")
_MARKS = ('“”«»"「」', "(（", ":：", ";；؛", "%٪")


def signs(reading: Reading) -> Row:
    """What a recipe found in a clause, and what it is in its passage and its sentence."""
    at, around, found = reading.at, reading.around, reading.found
    words, said = at.words, at.said
    administration = words.administration
    return [
        *(float(found is not None and found.kind is kind) for kind in KINDS),
        float(found is None),
        float(found is None and bool(words.nothing.hold(said))),
        float(found is None and administration is not None and bool(administration.hold(said[:OUT_OF_SCOPE]))),
        found.confidence if found else 0.0,
        float(around.setting is Setting.DOING),
        float(around.passage.kind is PassageKind.ITEM),
        float(around.asked is not None),
        float(around.pledged is not None),
        float(at.verb is not None),
        float(at.acts()),
        float(at.subject is None),
        *(float(words.language == language) for language in LANGUAGES),
        math.log1p(len(said) * (3 if words.language == "zh" else 1)) - USUAL,
    ]


def told(readings: Sequence[Reading]) -> list[Row]:
    """The signs of the clauses of one passage, in their order: one row of the same length for each."""
    if not readings:
        return []
    found = Counter(reading.found.kind for reading in readings if reading.found)
    terms = len(_terms(readings[0].around.text[:READ], readings[0].at.words))
    return [
        [
            *signs(reading),
            *_found_more(reading),
            *(float(found[kind] > (reading.found is not None and reading.found.kind is kind)) for kind in KINDS),
            *_place(number, len(readings)),
            *_form(reading.at.said[:LONGEST]),
            *_worded(reading),
            *_termed(reading, terms),
        ]
        for number, reading in enumerate(readings)
    ]


def _found_more(reading: Reading) -> Row:
    """How a recipe's finding was told."""
    found = reading.found
    if found is None:
        return [0.0] * 5
    tenses = (float(found.tense == "done"), float(found.tense == "planned"))
    return [float(found.spoken), float(found.implied), float(len(found.reasons)), *tenses]


def _place(number: int, count: int) -> Row:
    """Where a clause stands among those of its passage."""
    return [number / count, float(number == 0), float(number == count - 1), min(count, 8) / 8]


def _form(said: str) -> Row:
    """Figures, marks and capitals."""
    length, words = max(1, len(said)), said.split()
    return [
        sum(sign.isdigit() for sign in said) / length,
        min(MANY, len(_NUMBER.findall(said))) / MANY,
        float(_YEAR.search(said) is not None),
        *(float(any(sign in said for sign in marks)) for marks in _MARKS),
        sum(word[:1].isupper() for word in words) / max(1, len(words)),
        float(_ACRONYM.search(said) is not None),
        float(said[:1].islower()),
    ]


def _worded(reading: Reading) -> Row:
    """Which words of the wordings a clause, its subject and its verb hold."""
    at, words = reading.at, reading.at.words
    verb = at.text[at.verb[0] : at.verb[1]] if at.verb else ""
    parts = ((SAID, at.said[:LONGEST]), (SUBJECT, at.about), (VERB, verb))
    return [_holds(getattr(words, name), text) for names, text in parts for name in names]


def _holds(pattern: re.Pattern[str] | None, text: str) -> float:
    if pattern is None or not text:
        return 0.0
    return float(pattern.search(text) is not None)


def _termed(reading: Reading, terms: int) -> Row:
    """How many terms of each scheme of the vocabulary a clause holds, and how many its passage."""
    held = Counter(_terms(reading.at.said[:LONGEST], reading.at.words))
    counted = (min(MANY, held[scheme]) for scheme in TAGGED)
    return [*map(float, counted), float(not held), min(MANY, terms) / MANY]


def _terms(text: str, words: Wordings) -> list[str]:
    """The scheme of each concept of the vocabulary that a text names."""
    return [tag.scheme for tag in tags(text, words.language, load())]

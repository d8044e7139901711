"""Compare found statements with labelled ones, passage by passage: F1 by kind and field, intervals over documents.

Quotes pair one to one when they are of the same kind and their common words, in order, are MIN_SHORTER of the shorter
and MIN_LONGER of the longer. A labelled statement marked optional is neither rewarded nor punished.
"""

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import LCSseq

from palermo.extraction.tagger.schema import KINDS, ROLES, TAG_SCHEMES
from training.statements.labels import LabelledPassage, LabelledStatement

MIN_SHORTER, MIN_LONGER = 0.8, 0.4
FIELDS = (*ROLES, *TAG_SCHEMES, "tense")
BOOTSTRAP_ROUNDS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """A statement that a method found in a passage."""

    kind: str
    quote: str
    roles: Mapping[str, Sequence[str]]
    tags: Mapping[str, Sequence[str]]
    tense: str | None = None
    confidence: float = 1.0


@dataclass(slots=True)
class Counts:
    """Right, found and labelled, by kind and by field."""

    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: "Counts") -> None:
        """Add the counts of other passages."""
        self.kinds.update(other.kinds)
        self.fields.update(other.fields)

    def f1(self, kinds: Iterable[str] | None = None) -> float:
        """Return the F1 of some kinds, all by default."""
        return f1(self.kinds, kinds or [kind.value for kind in KINDS])

    def precision_recall(self) -> tuple[float, float]:
        """Return precision and recall over all kinds."""
        right, found, labelled = (
            sum(self.kinds[kind.value, what] for kind in KINDS) for what in ("right", "found", "labelled")
        )
        return right / max(1, found), right / max(1, labelled)


def f1(counts: Counter[tuple[str, str]], names: Iterable[str]) -> float:
    """Return the F1 over some names."""
    names = list(names)
    right, found, labelled = (sum(counts[name, what] for name in names) for what in ("right", "found", "labelled"))
    return 2 * right / (found + labelled) if found + labelled else float("nan")


def normalise(text: str) -> str:
    """Fold case, diacritics and punctuation; Chinese characters become words of their own."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(re.findall(r"[\u3400-\u9fff]|[^\W_]+", re.sub(r"([\u3400-\u9fff])", r" \1 ", text)))


def overlap(first: str, second: str) -> float:
    """Return how well two quotes agree, 0 where they do not pair."""
    a, b = normalise(first).split(), normalise(second).split()
    if not a or not b:
        return 0.0
    common = LCSseq.similarity(a, b)
    is_pair = common / min(len(a), len(b)) >= MIN_SHORTER and common / max(len(a), len(b)) >= MIN_LONGER
    return 2 * common / (len(a) + len(b)) if is_pair else 0.0


def is_same_name(first: str, second: str) -> bool:
    """Whether two names are of one party: equal, by acronym in brackets, or one's words within the other's."""
    if _spellings(first) & _spellings(second):
        return True
    words = [set(normalise(name).split()) - {"the", "of", "and"} for name in (first, second)]
    return min(map(len, words)) >= 2 and (words[0] <= words[1] or words[1] <= words[0])


def _spellings(name: str) -> set[str]:
    found = {normalise(name).removeprefix("the ")}
    if "(" in name:
        found |= {normalise(name.split("(")[0]), normalise(name.split("(")[1].split(")")[0])}
    return {one for one in found if one}


def pair_names(found: Sequence[str], labelled: Sequence[str]) -> int:
    """Return how many names agree, one to one."""
    free = list(labelled)
    matched = 0
    for name in found:
        same = next((other for other in free if is_same_name(name, other)), None)
        if same is not None:
            free.remove(same)
            matched += 1
    return matched


type Pairing = dict[int, LabelledStatement]
"""Labelled statements by the number of the found statement that they pair with."""


def pair_statements(passage: LabelledPassage, found: Sequence[FoundStatement]) -> tuple[Pairing, set[int]]:
    """Return the pairs, and the numbers of found statements that pair with optional ones."""
    pairs: Pairing = {}
    ignored: set[int] = set()
    for optional in (False, True):
        candidates = [
            (overlap(one.quote, passage.text[gold.start : gold.end]), number, place)
            for number, one in enumerate(found)
            for place, gold in enumerate(passage.statements)
            if gold.optional == optional and gold.kind == one.kind and number not in pairs
        ]
        used: set[int] = set()
        for score, number, place in sorted(candidates, reverse=True):
            if score > 0 and number not in pairs and number not in ignored and place not in used:
                used.add(place)
                if optional:
                    ignored.add(number)
                else:
                    pairs[number] = passage.statements[place]
    return pairs, ignored


def score_passage(passage: LabelledPassage, found: Sequence[FoundStatement]) -> Counts:
    """Return the counts of one passage."""
    counts = Counts()
    pairs, ignored = pair_statements(passage, found)
    for gold in passage.statements:
        if not gold.optional:
            counts.kinds[gold.kind, "labelled"] += 1
    for number, one in enumerate(found):
        if number not in ignored:
            counts.kinds[one.kind, "found"] += 1
        gold_statement = pairs.get(number)
        if gold_statement is not None:
            counts.kinds[one.kind, "right"] += 1
            _count_fields(counts.fields, one, gold_statement)
    return counts


def _count_fields(counts: Counter[tuple[str, str]], one: FoundStatement, gold: LabelledStatement) -> None:
    for role in ROLES:
        names, wanted = one.roles.get(role, ()), gold.roles.get(role, ())
        counts[role, "right"] += pair_names(names, wanted)
        counts[role, "found"] += len(names)
        counts[role, "labelled"] += len(wanted)
    for scheme in TAG_SCHEMES:
        tags, expected = set(one.tags.get(scheme, ())), set(gold.tags.get(scheme, ()))
        counts[scheme, "right"] += len(tags & expected)
        counts[scheme, "found"] += len(tags)
        counts[scheme, "labelled"] += len(expected)
    if gold.kind == "activity" and gold.tense:
        counts["tense", "right"] += one.tense == gold.tense
        counts["tense", "found"] += 1
        counts["tense", "labelled"] += 1


def is_right(one: FoundStatement, gold: LabelledStatement) -> bool:
    """Whether every role of a paired statement is right: no name too many, none missing."""
    return all(
        pair_names(one.roles.get(role, ()), gold.roles.get(role, ()))
        == len(one.roles.get(role, ()))
        == len(gold.roles.get(role, ()))
        for role in ROLES
    )


def interval(scored: Sequence[tuple[LabelledPassage, Counts]], seed: int = 1) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the F1 over all kinds, documents drawn with replacement."""
    by_document: dict[str, Counts] = defaultdict(Counts)
    for passage, counts in scored:
        by_document[passage.document].add(counts)
    documents, rng = sorted(by_document), random.Random(seed)
    values = []
    for _ in range(BOOTSTRAP_ROUNDS):
        total = Counts()
        for _ in documents:
            total.add(by_document[rng.choice(documents)])
        values.append(total.f1())
    values.sort()
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]

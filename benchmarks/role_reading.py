"""Learns and checks the reading of roles; `--write` keeps the model in the package.

    .venv/bin/python benchmarks/role_reading.py [--corpora FOLDER] [--library FOLDER] [--passages FOLDER] [--write]

Examples are the candidates of labelled statements: what stands around a name, what recipes made of it, and the role
that people gave it. `role_reading_examples.npz` holds those of passages that authors who did not know the recipes wrote
for this purpose in six languages, of recipes before they were mended on them; `--passages` adds those of a folder of
such passages (a file of the same name takes the place of what was kept of it). The labelled corpora are learnt from,
too, where they are, with their documents where a library holds them. Figures are of documents left out of the fitting.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from clause_examples import CORPORA, asked, view_of
from labelled import files_in
from palermo.extraction.role_reading.deciding import LIKELIEST
from palermo.extraction.role_reading.model import FILE, NOBODY, RoleModel, arrays_of
from palermo.extraction.role_reading.signs import ROLES
from palermo.extraction.second_reading.model import LEAST, Trees, softmax
from palermo.statements import digest
from palermo.vectors import Encoder, Floats
from results import tell
from role_examples import KEPT, Examples, in_documents, joined, keep, load, of_file, without
from second_reading import trees_of

HERE = Path(__file__).parent
MODEL = HERE.parent / "src/palermo/extraction/role_reading" / FILE
TAKE, TRUST, SECOND, KEEP = 0.3, 0.2, 0.5, 0.1
"""Likelihood from which on a role is given, what recipes' own is raised by, who acts beside another, and whom recipes
named stays, beside others of theirs or where nobody else acts."""
SCALE, STRENGTH, DIRECTIONS, ALL_DIRECTIONS = 2.0, 1.0, 24, 120
"""How much names' vectors weigh in the softmax, how little it is held back, and directions for trees and for it."""
OFTEN, HELD_BACK = 4, 10.0
"""How often a cue must have been met to be known, and how many examples count as much as what is usual."""
ROUNDS, RATE, MOST_LEAVES, FEWEST, PENALTY, LOOKED_AT = 120, 0.08, 16, 20, 2.0, 0.4
"""Of the trees: how many a role, how much each adds, its leaves, examples of a leaf, and share of inputs."""
FOLDS, INNER = 5, 4
KEPT_MORE = 6
"""Candidates of a statement that are kept beyond those that pass the sieve."""

type Numbers = npt.NDArray[np.int64]


def sieve_of(known: Examples, learnt: Numbers) -> Floats:
    """Weight of each sign in telling who has a role at all."""
    signs = known.signs[learnt]
    spread = signs.std(axis=0) + 1e-3
    model = LogisticRegression(C=0.3, max_iter=100, tol=1e-3, class_weight="balanced")
    model.fit(signs / spread, known.labelled[learnt] != NOBODY)
    return np.asarray(model.coef_[0] / spread, dtype=np.float32)


def ranks(chances: Floats, statements: Numbers) -> Numbers:
    """The place of each candidate among those of its statement, by its chances."""
    order = np.lexsort((-chances, statements))
    first = np.r_[True, statements[order][1:] != statements[order][:-1]]
    begins = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    found = np.zeros(len(order), dtype=np.int64)
    found[order] = np.arange(len(order)) - begins
    return found


def cues_of(known: Examples, learnt: Numbers) -> tuple[Numbers, Floats]:
    """The marks of the cues that were met often, and what each tells."""
    usual = np.bincount(known.labelled[learnt], minlength=NOBODY + 1) / len(learnt)
    marks, number = np.unique(known.marks[learnt], return_inverse=True)
    counts = np.zeros((len(marks), NOBODY + 1))
    labels = np.repeat(known.labelled[learnt], known.marks.shape[1])
    np.add.at(counts, (number.ravel(), labels), 1)
    total = counts.sum(axis=1, keepdims=True)
    share = (counts + HELD_BACK * usual) / (total + HELD_BACK)
    told = np.hstack([np.log(share[:, :NOBODY] / usual[:NOBODY]), np.log1p(total)]).astype(np.float32)
    often = total[:, 0] >= OFTEN
    return marks[often].astype(np.int64), told[often]


def by_cues(known: Examples, here: Numbers, marks: Numbers, told: Floats) -> Floats:
    """What the cues of some candidates tell, as the model reads them."""
    asked = known.marks[here]
    at = np.minimum(np.searchsorted(marks, asked), max(0, len(marks) - 1))
    rows = np.where((marks[at] == asked)[:, :, None], told[at], 0.0)
    return rows.reshape(len(here), -1).astype(np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Softmax:
    """How likely each role is by the vector of a name alone."""

    weights: Floats
    offsets: Floats

    def logs(self, vectors: Floats) -> Floats:
        """Logarithms of the likelihoods, a row for each vector."""
        return np.asarray(np.log(softmax(vectors @ self.weights.T + self.offsets) + LEAST), dtype=np.float32)


def softmax_of(known: Examples, learnt: Numbers, spread: PCA) -> Softmax:
    """A softmax upon the vectors of names, along the directions in which they differ most: there it is fitted fast."""
    apart = spread.transform(known.vectors[known.names[learnt]]) * SCALE
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=1e-3).fit(apart, known.labelled[learnt])
    weights = (model.coef_ * SCALE) @ spread.components_
    return Softmax(weights=weights.astype(np.float32), offsets=model.intercept_ - weights @ spread.mean_)


def inner_folds(known: Examples, learnt: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Places in `learnt`, by document: what to learn from, and what is left out."""
    groups = known.documents[known.statements[learnt]]
    yield from GroupKFold(INNER).split(learnt, groups=groups)


class Fitted:
    """What is learnt from some candidates."""

    def __init__(self, known: Examples, learnt: Numbers) -> None:
        self.sieve = sieve_of(known, learnt)
        spread = PCA(ALL_DIRECTIONS, random_state=0).fit(known.vectors[np.unique(known.names[learnt])])
        told = np.zeros((len(learnt), known.marks.shape[1] * (NOBODY + 1)), dtype=np.float32)
        alone = np.zeros((len(learnt), NOBODY + 1), dtype=np.float32)
        for rest, apart in inner_folds(known, learnt):
            told[apart] = by_cues(known, learnt[apart], *cues_of(known, learnt[rest]))
            alone[apart] = softmax_of(known, learnt[rest], spread).logs(known.vectors[known.names[learnt[apart]]])
        self.marks, self.cues = cues_of(known, learnt)
        self.names = softmax_of(known, learnt, spread)
        self.centre, self.directions = spread.mean_.astype(np.float32), spread.components_[:DIRECTIONS]
        passing = self.passing(known, learnt)
        given = np.hstack([known.signs[learnt], told, alone, self.apart(known, learnt)])[passing]
        self.trees = HistGradientBoostingClassifier(
            max_iter=ROUNDS,
            learning_rate=RATE,
            max_leaf_nodes=MOST_LEAVES,
            min_samples_leaf=FEWEST,
            l2_regularization=PENALTY,
            max_features=LOOKED_AT,
            early_stopping=False,
            random_state=0,
        ).fit(given, known.labelled[learnt][passing])

    def apart(self, known: Examples, here: Numbers) -> Floats:
        """Names along the directions in which they differ most."""
        found: Floats = (known.vectors[known.names[here]] - self.centre) @ self.directions.T
        return found

    def passing(self, known: Examples, here: Numbers) -> npt.NDArray[np.bool_]:
        """Which of some candidates pass the sieve."""
        passed: npt.NDArray[np.bool_] = ranks(known.signs[here] @ self.sieve, known.statements[here]) < LIKELIEST
        return passed

    def likely(self, known: Examples, here: Numbers) -> Floats:
        """How likely each role is; zeros for what does not pass the sieve."""
        told = by_cues(known, here, self.marks, self.cues)
        given = np.hstack(
            [known.signs[here], told, self.names.logs(known.vectors[known.names[here]]), self.apart(known, here)]
        )
        shares = self.trees.predict_proba(given)
        shares[~self.passing(known, here)] = 0.0
        return np.asarray(shares, dtype=np.float32)

    def model(self, encoder: Encoder, source: str) -> RoleModel:
        """The model that the package keeps."""
        trees: Trees = trees_of(self.trees)
        return RoleModel(
            encoder=encoder.version,
            source=source,
            sieve=self.sieve,
            cues=self.cues,
            marks=self.marks,
            weights=self.names.weights,
            offsets=np.asarray(self.names.offsets, dtype=np.float32),
            centre=self.centre,
            directions=np.asarray(self.directions, dtype=np.float32),
            trees=trees,
            take=TAKE,
            trust=TRUST,
            second=SECOND,
            keep=KEEP,
        )


def decided(known: Examples, likely: Floats) -> Numbers:
    """The role of each candidate, as `deciding.decided` takes them."""
    shares = likely[:, :NOBODY] + TRUST * (known.own[:, None] == np.arange(NOBODY))
    made = np.full(len(known.own), NOBODY)
    begins = np.flatnonzero(np.r_[True, known.statements[1:] != known.statements[:-1]]).tolist()
    for start, end in zip(begins, [*begins[1:], len(known.own)], strict=True):
        taken: list[int] = []
        order = [divmod(int(flat), NOBODY) for flat in np.argsort(-shares[start:end], axis=None, kind="stable")]
        for last in (False, True):
            held = {int(made[at]) for at in taken}
            together = {int(made[at]) for at in taken if known.own[at] == made[at]}
            for row, role in order:
                at = start + row
                own = known.own[at] == role
                beside = role == 0 and any(made[other] == 0 for other in taken)
                here = known.signs[at, 0] > 0.5 or known.own[at] == 0
                enough = shares[at, role] >= SECOND and here if beside else shares[at, role] >= TAKE
                if last:
                    enough = own and likely[at, role] >= KEEP and (role in together or (role == 0 and 0 not in held))
                if enough and not any(_clash(known, at, other) for other in taken):
                    made[at] = role
                    taken.append(at)
    return made


def _clash(known: Examples, one: int, other: int) -> bool:
    if known.keys[one] == known.keys[other]:
        return True
    (start, end), (begin, stop) = known.spans[one], known.spans[other]
    return bool(start >= 0 and begin >= 0 and start < stop and begin < end)


def out_of_fold(known: Examples) -> Floats:
    """How likely each candidate has each role, by a model that did not see its document."""
    documents = known.documents[known.statements]
    likely = np.zeros((len(documents), NOBODY + 1), dtype=np.float32)
    for learnt, apart in GroupKFold(FOLDS).split(documents, groups=documents):
        likely[apart] = Fitted(known, learnt).likely(known, apart)
    return likely


def score(known: Examples, made: Numbers, name: str) -> dict[str, float]:
    """F1 of each role in the sets whose name begins or ends so: of recipes, and of what is decided."""
    here = np.char.startswith(known.sets, name) | np.char.endswith(known.sets, name)
    found: dict[str, float] = {}
    for number, role in enumerate(ROLES):
        gold, told, both = (int(known.gold[here, row, number].sum()) for row in range(3))
        mine = here[known.statements] & (made == number)
        right = int((mine & (known.labelled == number)).sum())
        found[f"{role}_recipes"] = round(2 * both / max(1, gold + told), 3)
        found[role] = round(2 * right / max(1, gold + int(mine.sum())), 3)
        found[f"{role}_labelled"] = gold
    return found


def sifted(known: Examples) -> Examples:
    """Those candidates that are worth keeping: labelled ones, those of recipes, and the likeliest few."""
    everybody = np.arange(len(known.labelled))
    chances = known.signs @ sieve_of(known, everybody)
    few = ranks(chances, known.statements) < LIKELIEST + KEPT_MORE
    return known.only(few | (known.labelled != NOBODY) | (known.own != NOBODY))


def main() -> None:
    """Learn, check and tell."""
    given, encoder = asked(__doc__ or "")
    if given.passages:
        fresh = [of_file(path.stem, path, encoder) for path in files_in(given.passages)]
        old = [without(load(), {str(one.sets[0]) for one in fresh})] if KEPT.exists() else []
        keep(sifted(joined(*old, *fresh)))
    known = joined(load(), *_corpora(given.corpora, given.library, encoder))
    made = decided(known, out_of_fold(known))
    names = dict.fromkeys(str(name).rpartition("-")[2] for name in known.sets)
    languages = dict.fromkeys(str(name)[:3] for name in known.sets if "-" in str(name))
    tell("role_reading", {name: score(known, made, name) for name in (*names, *languages)})
    if given.write:
        source = digest("role reading", known.labelled.tobytes().hex(), known.marks.tobytes().hex())[:12]
        everything = np.arange(len(known.labelled))
        np.savez_compressed(MODEL, **arrays_of(Fitted(known, everything).model(encoder, source)))


def _corpora(folder: Path, library: Path, encoder: Encoder) -> list[Examples]:
    """The labelled corpora that are there: passages read alone, and in their documents where a library holds them."""
    files = [(name, folder / name / "dev.jsonl") for name in CORPORA]
    if not all(path.exists() for _, path in files):
        return []
    alone = [of_file(name, path, encoder) for name, path in files]
    view = view_of(library)
    if view is None:
        return alone
    return [*alone, in_documents("statements", [folder / "statements/dev.jsonl"], view, encoder)]


if __name__ == "__main__":
    main()

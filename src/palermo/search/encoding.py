"""Vectors for the parts of an index: taken over where the words are the same, encoded where they are not."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from palermo.search.parts import RECORDS, TABLE, Part
from palermo.search.text import without_addresses
from palermo.statements import Document, Passage
from palermo.vectors import Encoder, Packed, Region, empty, encode_many, load_vectors, shipped_encoder, vectors_in

TEXT = 7
"""Place of the text in a record."""

type Known = Sequence[tuple[Path, Sequence[Part]]]
"""Folder of an index that has vectors of the same encoder, and its parts."""
type Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Lacking:
    """A part whose vectors are not all known: those that are, and the rows and texts of the others."""

    folder: Path
    packed: Packed
    rows: Numbers
    texts: list[str]


def to_be_encoded(document: Document, passages: Iterable[Passage]) -> list[str]:
    """What an index will want vectors of, of a document whose passages may be shown; of another it is not known yet."""
    return [without_addresses(one.text) for one in passages] if document.full_text else []


def add_vectors(
    aside: Path,
    parts: Sequence[Part],
    encoder: Encoder,
    known: Known,
    workers: int = 1,
    told: Callable[[int], None] | None = None,
) -> None:
    """Give every part in `aside` its vectors; `told` hears of passages as they are done. Raises OSError."""
    lacking = []
    for part in parts:
        if not vectors_in(aside / part.key):
            lacking.append(_lacking(aside / part.key, part, known))
        elif told:
            told(part.rows)
    texts = [text for one in lacking for text in one.texts]
    if told:
        told(sum(len(one.packed) for one in lacking) - len(texts))
    fresh = encode_many(texts, encoder, source=shipped_encoder, workers=workers, done=told)
    at = 0
    for one in lacking:
        count = len(one.texts)
        one.packed.values[one.rows] = fresh.values[at : at + count]
        one.packed.scales[one.rows] = fresh.scales[at : at + count]
        Region.of(one.packed).save(one.folder)
        at += count


def _lacking(folder: Path, part: Part, known: Known) -> _Lacking:
    hashes = _hashes(folder)
    packed = empty(part.rows)
    missing = np.ones(part.rows, dtype=np.bool_)
    for place, parts in known:
        for old in sorted(parts, key=lambda one: one.number != part.number):  # a changed document is in another part
            if missing.any() and vectors_in(place / old.key):
                missing &= ~_filled(packed, hashes, _hashes(place / old.key), load_vectors(place / old.key))
    rows = np.flatnonzero(missing)
    return _Lacking(folder, packed, rows, _texts(folder, set(rows.tolist())))


def _filled(packed: Packed, hashes: Numbers, held: Numbers, old: Packed) -> npt.NDArray[np.bool_]:
    """Take the vectors of the same words; says which rows have found theirs."""
    if not len(held):
        return np.zeros(len(hashes), dtype=np.bool_)
    order = np.argsort(held, kind="stable")
    place = order[np.minimum(np.searchsorted(held[order], hashes), len(held) - 1)]
    same: npt.NDArray[np.bool_] = held[place] == hashes
    packed.values[same], packed.scales[same] = old.values[place[same]], old.scales[place[same]]
    return same


def _hashes(folder: Path) -> Numbers:
    with (folder / TABLE).open("rb") as file, np.load(file) as table:
        found: Numbers = table["hashes"]
        return found


def _texts(folder: Path, rows: set[int]) -> list[str]:
    with (folder / RECORDS).open("rb") as lines:
        return [without_addresses(json.loads(line)[TEXT]) for row, line in enumerate(lines) if row in rows]

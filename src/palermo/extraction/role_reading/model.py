"""The model that reads roles again: a sieve, what cues and names tell by themselves, and trees that weigh it all.

`benchmarks/role_reading.py` learns it. The sieve is a sum of signs that costs next to nothing; only the candidates that
pass it are looked at by their names' vectors and by the trees.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from palermo.extraction.role_reading.signs import ROLES, Cues
from palermo.extraction.second_reading.model import LEAST, Trees, arrays_of_trees, parted, softmax, trees_of_arrays
from palermo.vectors import Floats

FILE = "model.npz"
NOBODY = len(ROLES)
"""The class of a candidate that has no role."""


@dataclass(frozen=True, kw_only=True)
class RoleModel:
    """How likely a candidate has each role and, last, none."""

    encoder: str
    """Version of the encoder whose vectors it was learnt from."""
    source: str
    """What it was learnt from: the digest of the examples."""
    sieve: Floats
    """Weight of each sign."""
    cues: Floats
    """A row for each cue that is known: by how much it makes each role likelier, and how often it was met."""
    marks: Any
    """The mark of each of those cues, ascending; text is not kept."""
    weights: Floats
    """Of a name's vector, one row for each role and for none."""
    offsets: Floats
    centre: Floats
    directions: Floats
    trees: Trees
    take: float
    """Likelihood from which on a role is given."""
    trust: float
    """What is added to the likelihood of a role that recipes gave."""
    second: float
    """Likelihood from which on somebody acts beside another who does."""
    keep: float
    """Likelihood from which on whom recipes named stays, beside others of theirs or where nobody else acts."""

    @cached_property
    def _row_of(self) -> dict[int, int]:
        return {int(mark): row for row, mark in enumerate(self.marks)}

    def sift(self, signs: Floats) -> Floats:
        """How likely each candidate is to have any role, as numbers that can be compared."""
        return np.asarray(signs @ self.sieve, dtype=np.float32)

    def likely(self, signs: Floats, cues: Sequence[Cues], names: Floats) -> Floats:
        """One row for each candidate: of its signs, its cues and the vector of its name."""
        if not len(signs):
            return np.zeros((0, NOBODY + 1), dtype=np.float32)
        told = np.array([self.by_cues(each) for each in cues], dtype=np.float32)
        alone = np.log(softmax(names @ self.weights.T + self.offsets) + LEAST)
        apart = parted(names, self.centre, self.directions)
        return softmax(self.trees.logits(np.hstack([signs, told, alone, apart]).astype(np.float32)))

    def by_cues(self, cues: Cues) -> Floats:
        """What the cues of a candidate tell, one after the other; zeros for those that are not known."""
        rows = np.zeros((len(cues), self.cues.shape[1]), dtype=np.float32)
        for number, cue in enumerate(cues):
            if (row := self._row_of.get(mark(cue))) is not None:
                rows[number] = self.cues[row]
        return rows.ravel()


def mark(cue: str) -> int:
    """What a cue is known by."""
    return zlib.crc32(cue.encode())


@lru_cache(maxsize=1)
def shipped_model() -> RoleModel:
    """The model that Palermo ships."""
    kept = files("palermo.extraction.role_reading") / FILE
    with kept.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return model_of(arrays)


_FLOATS = ("sieve", "cues", "weights", "offsets", "centre", "directions")
_NUMBERS = ("take", "trust", "second", "keep")


def model_of(arrays: Mapping[str, Any]) -> RoleModel:
    """A model from its arrays."""
    return RoleModel(
        encoder=str(arrays["encoder"]),
        source=str(arrays["source"]),
        marks=arrays["marks"].astype(np.uint32),
        trees=trees_of_arrays(arrays),
        **{name: arrays[name].astype(np.float32) for name in _FLOATS},
        take=float(arrays["take"]),
        trust=float(arrays["trust"]),
        second=float(arrays["second"]),
        keep=float(arrays["keep"]),
    )


def arrays_of(model: RoleModel) -> dict[str, Any]:
    """The arrays of a model, in the least room."""
    halves = ("cues", "weights", "directions")
    return {
        "encoder": model.encoder,
        "source": model.source,
        "marks": model.marks,
        **{name: getattr(model, name).astype(np.float16 if name in halves else np.float32) for name in _FLOATS},
        **{name: getattr(model, name) for name in _NUMBERS},
        **arrays_of_trees(model.trees),
    }

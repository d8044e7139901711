"""Finding passages by their meaning: the nearest vectors among the rows that the filters let pass."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from palermo.search.building import POSTINGS, STARTS, VALUES
from palermo.search.fields import tag

type Mask = npt.NDArray[np.bool_]


class Tagged:
    """Which rows of an index have which tags."""

    def __init__(self, folder: Path) -> None:
        """Open what the index keeps; raises OSError or ValueError where it is missing or damaged."""
        values = json.loads((folder / VALUES).read_bytes())
        self._rows = np.load(folder / POSTINGS, mmap_mode="r")
        self._starts = np.load(folder / STARTS)
        self.count = int(values["rows"])
        self._numbers: dict[str, int] = {one: number for number, one in enumerate(values["tags"])}

    def has(self, name: str, value: str) -> bool:
        """Whether any row has this value of a field."""
        return tag(name, value) in self._numbers

    def rows(self, name: str, value: str) -> npt.NDArray[np.int32]:
        """Rows that have this value of a field."""
        number = self._numbers.get(tag(name, value))
        if number is None:
            return np.zeros(0, dtype=np.int32)
        found: npt.NDArray[np.int32] = self._rows[self._starts[number] : self._starts[number + 1]]
        return found

    def mask(self, filters: Mapping[str, Sequence[str]], never: Sequence[tuple[str, str]]) -> Mask | None:
        """Of each row, whether it has any of the values of each field and none that never counts; None for all."""
        if not filters and not any(self.has(*one) for one in never):
            return None
        passing = np.ones(self.count, dtype=np.bool_)
        for name, values in filters.items():
            passing &= self.any(name, values)
        for name, value in never:
            passing[self.rows(name, value)] = False
        return passing

    def any(self, name: str, values: Sequence[str]) -> Mask:
        """Of each row, whether it has any of these values of a field."""
        found = np.zeros(self.count, dtype=np.bool_)
        for value in values:
            found[self.rows(name, value)] = True
        return found

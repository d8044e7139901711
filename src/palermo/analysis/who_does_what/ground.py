"""Ground: all statements of a view as numbers in memory, which the maps are counted upon.

5,000,000 statements take about a gigabyte; the texts stay in the Parquet files. Rows stand in the order of a list that
begins with the newest document.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.who_does_what.coded import Coded, Numbers, first_of_each
from palermo.edition import View
from palermo.statements import Document, Nature

PICKING = ("year", "language", "nature")
"""Dimensions that choose among the copies of one statement, as the filters of an edition do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a Ground is made of."""

    documents: tuple[Document, ...]
    document: Numbers
    position: Numbers
    dimensions: Mapping[str, Coded]
    names: Mapping[str, str]
    copied: Numbers
    """Rows of what another statement says again."""
    thing: NDArray[np.int64]
    """For each of `copied`: the same number for the same thing."""
    standing: Numbers
    """For each of `copied`."""


class Ground:
    """Finds and counts statements by the values of dimensions; safe to ask from several threads."""

    def __init__(self, view: View, loaded: Loaded) -> None:
        self.view = view
        self.documents: tuple[Document, ...] = loaded.documents
        """By the number that `document` has; numbered so that those of one Work follow each other."""
        self.document: Numbers = loaded.document
        """Of each row."""
        self.dimensions: Mapping[str, Coded] = loaded.dimensions
        self.names: Mapping[str, str] = loaded.names
        """By provisional id the name that is printed most often."""
        self._often: dict[str, list[tuple[str, int]]] = {}
        self._position = loaded.position
        works = np.unique([document.work for document in self.documents], return_inverse=True)[1]
        self.work: Numbers = works.astype(np.int32).reshape(-1)
        """Number of the Work of each document."""
        years = [document.year or 0 for document in self.documents]
        self.year: NDArray[np.int16] = np.array(years, dtype=np.int16)
        """Of publication of each document; 0 where it is not known."""
        self._thing = loaded.thing
        self._in_order = np.lexsort((loaded.standing, loaded.thing)).astype(np.int32)
        """Rows that have copies, by what they say, the one that stands first first; indexes into `_copied`."""
        self._copied = loaded.copied
        self._alone = np.ones(len(self.document), dtype=bool)
        self._alone[self._copied] = False
        self._once = self._each_once(np.ones(len(self.document), dtype=bool))

    def __len__(self) -> int:
        return len(self.document)

    def rows(self, asked: Mapping[str, tuple[str, ...]]) -> Numbers:
        """Rows of the statements that have one of the values of each dimension, each once in its Work, in order."""
        picking = {name: ids for name, ids in asked.items() if name in PICKING}
        others = [self.dimensions[name].rows_with(ids) for name, ids in asked.items() if name not in PICKING]
        if not picking:
            marked = self._once
        else:
            marked = self._each_once(self._marked([self.dimensions[n].rows_with(ids) for n, ids in picking.items()]))
        for found in sorted(others, key=len, reverse=True)[:-1]:
            both = np.zeros(len(self), dtype=bool)
            kept = found[marked[found]]
            both[kept] = True
            marked = both
        if others:
            smallest = min(others, key=len)
            return smallest[marked[smallest]]
        return np.flatnonzero(marked).astype(np.int32)

    def places(self, rows: Numbers) -> list[tuple[str, int]]:
        """Document and position in it of each of the rows, as View.statements_at takes them."""
        return [(self.documents[self.document[row]].id, int(self._position[row])) for row in rows]

    def counted(self, rows: Numbers, dimension: str) -> list[tuple[str, int]]:
        """How many of the rows have each value of a dimension, the most frequent first."""
        axis = self.dimensions[dimension]
        times = np.bincount(axis.spread(rows)[1], minlength=len(axis.ids)).tolist()
        return sorted(((id, n) for id, n in zip(axis.ids, times, strict=True) if n), key=lambda one: (-one[1], one[0]))

    def often(self, dimension: str) -> list[tuple[str, int]]:
        """The values of a dimension with how many statements have them, the most frequent first; kept."""
        found = self._often.get(dimension)
        if found is None:
            found = self._often[dimension] = self.counted(np.flatnonzero(self._once).astype(np.int32), dimension)
        return found

    @cached_property
    def searched(self) -> Mapping[str, int]:
        """How many Works were searched for each entity: those that it published, no digests, or in which it acts."""
        entity = self.dimensions["entity"]
        at, codes = entity.spread(rows := np.flatnonzero(self._once).astype(np.int32))
        code_of = {id: code for code, id in enumerate(entity.ids)}
        published = [
            (code_of.setdefault(id, len(code_of)) << 32) | work
            for document, work in zip(self.documents, self.work.tolist(), strict=True)
            for id in (document.publishers if document.nature is not Nature.DIGEST else ())
        ]
        acting = (codes.astype(np.int64) << 32) | self.work[self.document[rows[at]]]
        pairs = np.sort(np.concatenate([acting, np.array(published, dtype=np.int64)]))
        pairs = pairs[first_of_each(pairs)]
        counted = np.bincount(pairs >> 32, minlength=len(code_of)).tolist()
        return dict(zip(code_of, counted, strict=True))

    def prepare(self) -> None:
        """Make now what the first questions would wait for."""
        for dimension in self.dimensions.values():
            dimension.rows_with(())
        _ = self.searched

    def _marked(self, found: list[Numbers]) -> NDArray[np.bool_]:
        marked = np.zeros(len(self), dtype=bool)
        marked[found[0]] = True
        for rows in found[1:]:
            other = np.zeros(len(self), dtype=bool)
            other[rows] = True
            marked &= other
        return marked

    def _each_once(self, picked: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Of the picked rows those that nothing says again, and of each group of copies the one that stands first."""
        kept = picked & self._alone
        order = self._in_order[picked[self._copied[self._in_order]]]
        things = self._thing[order]
        kept[self._copied[order[first_of_each(things)]]] = True
        return kept

"""Ground: all statements of a view as numbers in memory, which the maps are counted upon.

5,000,000 statements take about a gigabyte; the texts stay in the Parquet files. Rows stand in the order of a list that
begins with the newest document.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.values import GROUPS
from palermo.analysis.who_does_what.coded import Coded, Numbers, first_of_each
from palermo.edition import View
from palermo.statements import Document, Nature

PRINTED = "name:"
"""Begins the value of a name that has no id."""
PICKING = ("year", "language", "nature")
"""Dimensions that choose among the copies of one statement, as the filters of an edition do."""
MANY_MORE = 20
"""How many times as many rows a value may have as those that are looked through, to go by the rows of the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a Ground is made of."""

    documents: tuple[Document, ...]
    year: NDArray[np.int16]
    """By document: of its publication, else the newest that its statements tell of; 0 where neither is known."""
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
        self.year: NDArray[np.int16] = loaded.year
        """Of publication of each document, else the newest that its statements tell of; 0 where neither is known."""
        in_order = np.lexsort((loaded.standing, loaded.thing))
        self._thing = loaded.thing[in_order]
        self._copied = loaded.copied[in_order]
        """Rows that have copies, by what they say, the one that stands first first."""
        self._alone = np.ones(len(self.document), dtype=bool)
        self._alone[self._copied] = False
        self._once = self._each_once(np.ones(len(self.document), dtype=bool))
        self.statements = int(self._once.sum())
        """All, each once in its Work."""
        self.kept: dict[str, Any] = {}
        """What was counted of all statements, by dimension."""

    def __len__(self) -> int:
        return len(self.document)

    def rows(self, asked: Mapping[str, tuple[str, ...]]) -> Numbers:
        """Rows of the statements that have one of the values of each dimension, each once in its Work, in order."""
        picking = {name: ids for name, ids in asked.items() if name in PICKING}
        marked = self._picked(picking) if picking else self._once
        others = sorted(
            (self.dimensions[name].times(ids), name, ids) for name, ids in asked.items() if name not in PICKING
        )
        if not others:
            return np.flatnonzero(marked).astype(np.int32)
        _, name, ids = others[0]
        found = self.dimensions[name].rows_with(ids)
        found = found[marked[found]]
        for _, name, ids in others[1:]:
            found = found[self._having(found, name, ids)]
        return found

    def _having(self, found: Numbers, name: str, ids: tuple[str, ...]) -> NDArray[np.bool_]:
        """Which of the rows have one of the values: by the rows of the values, where these are not far more."""
        axis = self.dimensions[name]
        if axis.times(ids) > MANY_MORE * len(found):
            return axis.having(found, ids)
        marked = np.zeros(len(self), dtype=bool)
        marked[axis.rows_with(ids)] = True
        return np.asarray(marked[found])

    def places(self, rows: Numbers) -> list[tuple[str, int]]:
        """Document and position in it of each of the rows, as View.statements_at takes them."""
        return [(self.documents[self.document[row]].id, int(self._position[row])) for row in rows]

    def works(self, rows: Numbers) -> int:
        """How many Works the rows are of."""
        seen = np.zeros(len(self.documents), dtype=bool)
        seen[self.document[rows]] = True
        return len(np.unique(self.work[seen]))

    def counted(self, rows: Numbers, dimension: str) -> list[tuple[str, int]]:
        """How many of the rows have each value of a dimension, the most frequent first."""
        axis = self.dimensions[dimension]
        times = np.bincount(axis.spread(rows)[1], minlength=len(axis.ids)).tolist()
        return sorted(((id, n) for id, n in zip(axis.ids, times, strict=True) if n), key=lambda one: (-one[1], one[0]))

    def often(self, dimension: str) -> list[tuple[str, int]]:
        """The values of a dimension with how many statements have them, the most frequent first; kept.

        Names without an id are there together, not each.
        """
        found = self._often.get(dimension)
        if found is None:
            counted = self.counted(np.flatnonzero(self._once).astype(np.int32), dimension)
            found = self._often[dimension] = [one for one in counted if not one[0].startswith(PRINTED)]
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

    @cached_property
    def acting(self) -> Coded:
        """Who acts, as far as there is an id."""
        entity = self.dimensions["entity"]
        return entity.only(id for id in entity.ids if id not in GROUPS and not id.startswith(PRINTED))

    def prepare(self) -> None:
        """Make now what the first questions would wait for."""
        for dimension in self.dimensions.values():
            dimension.rows_with(())
        _ = self.searched

    def _picked(self, picking: Mapping[str, tuple[str, ...]]) -> NDArray[np.bool_]:
        """Rows with these values, of what is said several times the one that stands first among them."""
        smallest, *rest = sorted(picking, key=lambda name: self.dimensions[name].times(picking[name]))
        found = self.dimensions[smallest].rows_with(picking[smallest])
        for name in rest:
            found = found[self._having(found, name, picking[name])]
        marked = np.zeros(len(self), dtype=bool)
        marked[found] = True
        return self._each_once(marked)

    def _each_once(self, picked: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Of the picked rows those that nothing says again, and of each group of copies the one that stands first."""
        kept = picked & self._alone
        held = picked[self._copied]
        kept[self._copied[held][first_of_each(self._thing[held])]] = True
        return kept

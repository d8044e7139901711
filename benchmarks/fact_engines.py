"""Cross tabulations by two engines: the fact table of NumPy arrays, and DuckDB over a materialised table.

    .venv/bin/python benchmarks/fact_engines.py [--statements 1000000] [--questions 40]

The statements are generated with fixed seeds, in memory, with values of the registry and the vocabulary. Every map has
two filters of other dimensions, drawn as often as statements have them. DuckDB is measured in two layouts: lists of
codes in columns, and one table of pairs (row, code) for each dimension. It computes the cells, the margins of rows and
columns and the distinct actors, as a page of a map needs them. All cells must agree, except for maps of countries with
a filter of regions, which hide the countries outside. Figures are wall and CPU milliseconds.
"""

import argparse
import random
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from statistics import quantiles
from types import SimpleNamespace
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from maps import SHOWN, _question
from palermo import registry, vocabulary
from palermo.analysis import DimensionValues
from palermo.analysis.cross_tabulation import CrossTabQuery, FactTable, build_cross_tabulation
from palermo.analysis.cross_tabulation.encoded_column import EncodedColumn, encode_pairs
from palermo.analysis.cross_tabulation.fact_table import FactArrays
from palermo.edition import NO_FILTERS
from palermo.statements import Document
from results import tell

AXES = ("actor", "intervention", "theme", "group", "exploitation", "place", "region", "year", "instrument", "kind")
VALUES_PER_ROW = {"actor": 1.4, "intervention": 1.2, "theme": 1.5, "group": 0.8, "exploitation": 0.6, "place": 0.9}
STATEMENTS_PER_DOCUMENT = 50
"""Average number."""
COPIED_SHARE = 0.05
"""Share of the statements that are duplicates of another in the same document."""
THREADS = 2
NO_FILTER_SET = NO_FILTERS


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=40)
    options = parser.parse_args()
    values = DimensionValues(registry.load_registry(), vocabulary.load_vocabulary())
    facts = _draw_facts(options.statements, values)
    facts.prepare()
    engines: dict[str, Any] = {"numpy": _NumpyEngine(facts, values)}
    loading = {}
    for layout in (_ListLayout, _PairLayout):
        start = time.process_time()
        engines[layout.name] = layout(facts)
        loading[layout.name] = round(time.process_time() - start, 1)
    draw = random.Random(7)
    questions = [_question(facts, draw, 2) for _ in range(options.questions)]
    cells = [_question(facts, draw, 2) for _ in range(options.questions)]
    whole = CrossTabQuery(rows="actor", columns="intervention", where=NO_FILTER_SET, most=SHOWN)
    figures: dict[str, Any] = {"statements": len(facts), "loading_cpu_s": loading}
    for name, engine in engines.items():
        figures[name] = {"map_2d_2_filters": _time(questions, engine.count), "cell": _time(cells, engine.find)}
        figures[name]["map_2d_without_filter"] = _time([whole] * 3, engine.count)
    figures["agree"] = all(
        len({tuple(sorted(engine.count(question))) for engine in engines.values()}) == 1
        for question in questions
        if not ("place" in question.axes and "region" in question.where.selected)
    )
    tell("fact_engines", figures)


def _draw_facts(count: int, values: DimensionValues) -> FactTable:
    random_numbers = np.random.default_rng(11)
    ids = {
        "actor": [*values.registry.entities, *(f"name:Body {number}" for number in range(2000))],
        "place": list(values.regions),
        "instrument": list(values.registry.instruments),
        "kind": ["activity", "recommendation", "commitment", "mandate", "partnership", "factor"],
    }
    for name, scheme in (
        ("intervention", "interventions"),
        ("theme", "themes"),
        ("group", "groups"),
        ("exploitation", "exploitation"),
    ):
        ids[name] = [concept.id for concept in values.vocabulary.list_concepts(scheme)]
    dimensions = {
        name: _draw_column(random_numbers, some, count, VALUES_PER_ROW.get(name)) for name, some in ids.items()
    }
    dimensions["region"] = _derive_regions(dimensions["place"], values, count)
    document_count = max(count // STATEMENTS_PER_DOCUMENT, 1)
    document = np.sort(random_numbers.integers(0, document_count, count)).astype(np.int32)
    years = random_numbers.integers(2000, 2026, document_count).astype(np.int16)
    year_ids = [str(year) for year in range(2000, 2026)]
    rows = np.arange(count, dtype=np.int32)
    dimensions["year"] = encode_pairs(year_ids, rows, (years[document] - 2000).astype(np.int32), count)
    first = rows[:-1:2][(document[:-1:2] == document[1::2]) & (random_numbers.random(count // 2) < COPIED_SHARE)]
    copied = np.repeat(first, 2) + np.tile(np.array([0, 1], dtype=np.int32), len(first))
    documents = tuple(_make_document(number) for number in range(document_count))
    arrays = FactArrays(
        documents=documents,
        year=years,
        document=document,
        position=rows,
        dimensions=dimensions,
        names={},
        copied_rows=copied,
        duplicate_group=np.repeat(np.arange(len(copied) // 2, dtype=np.int64), 2),
        duplicate_rank=np.tile(np.array([0, 1], dtype=np.int32), len(copied) // 2),
    )
    view: Any = SimpleNamespace(manifest=SimpleNamespace(date=date(2026, 1, 1)))
    return FactTable(view, arrays)


def _draw_column(
    random_numbers: np.random.Generator, ids: Sequence[str], count: int, mean: float | None
) -> EncodedColumn:
    """Draw Zipf-distributed values: `mean` for each row on average, or exactly one."""
    weights = 1 / np.arange(1, len(ids) + 1)
    times = random_numbers.poisson(mean, count) if mean else np.ones(count, dtype=np.int64)
    rows = np.repeat(np.arange(count, dtype=np.int32), times)
    codes = random_numbers.choice(len(ids), len(rows), p=weights / weights.sum()).astype(np.int32)
    return encode_pairs(ids, rows, codes, count)


def _derive_regions(countries: EncodedColumn, values: DimensionValues, count: int) -> EncodedColumn:
    regions = sorted({code for around in values.regions.values() for code in around})
    code_of = {code: number for number, code in enumerate(regions)}
    rows, codes = countries.expand_values(np.arange(count, dtype=np.int32))
    parts = []
    for country, id in enumerate(countries.ids):
        held = rows[codes == country]
        parts += [(held, np.full(len(held), code_of[region], np.int32)) for region in values.regions[id]]
    return encode_pairs(
        regions, np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts]), count
    )


def _make_document(number: int) -> Document:
    return Document(
        id=f"{number:08x}",
        work=f"{number * 5 // 6:08x}",
        source=str(number),
        media_type="",
        size=1,
        pages=1,
        language="en",
        title="",
    )


class _NumpyEngine:
    """The fact table of NumPy arrays, as maps use it."""

    def __init__(self, facts: FactTable, values: DimensionValues) -> None:
        self._facts, self._values = facts, values

    def count(self, question: CrossTabQuery) -> list[tuple[str, str, int, int, int]]:
        found = build_cross_tabulation(self._facts, question, self._values)
        return [(c.row, c.column, c.statements, c.documents, c.entities) for c in found.cells if c.statements]

    def find(self, question: CrossTabQuery) -> int:
        return len(self._facts.locate_rows(self._facts.find_rows(question.where.selected)[:10]))


class _DuckEngine(ABC):
    """A materialised table in DuckDB; base class of both layouts."""

    name = ""

    def __init__(self, facts: FactTable) -> None:
        self._ids = {name: column.ids for name, column in facts.dimensions.items()}
        self._codes = {name: {id: code for code, id in enumerate(ids)} for name, ids in self._ids.items()}
        self._connection = duckdb.connect(config={"threads": THREADS})
        self._rows = np.arange(len(facts), dtype=np.int32)
        once = np.zeros(len(facts), dtype=bool)
        once[facts.find_rows({})] = True
        self._main = {
            "row": self._rows,
            "document": facts.document,
            "work": facts.work[facts.document],
            "year_of": facts.year[facts.document],
            "once": once,
        }

    @abstractmethod
    def _select(self, where: Mapping[str, tuple[str, ...]]) -> tuple[str, list[int]]:
        """Return the query for the statements that filters select, and its parameters."""

    @abstractmethod
    def _unnest(self, source: str, name: str, alias: str) -> str:
        """Return the join that gives one row for each value of a dimension."""

    def count(self, question: CrossTabQuery) -> list[tuple[str, str, int, int, int]]:
        condition, values = self._select(question.where.selected)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE picked AS {condition}", values)
        self._connection.execute("SELECT count(*), count(DISTINCT work) FROM picked").fetchall()
        axes = (question.rows, question.columns)
        lines = []
        for name in axes:
            counted = self._connection.execute(
                "SELECT v, sum(n), count(*), max(y) FROM (SELECT v, work, count(*) n, max(year_of) y FROM "
                f"({self._unnest('picked', name, 'v')}) GROUP BY v, work) GROUP BY v ORDER BY 2 DESC, 1"
            ).fetchall()
            ids = self._ids[name]
            shown = [row[0] for row in counted if not ids[row[0]].startswith("name:")]
            ordered = sorted(shown, key=lambda code: ids[code])
            lines.append(ordered[-SHOWN:] if name == "year" else self._top(counted, shown, ids))
        narrowed = (
            f"SELECT * FROM ({self._unnest(f'({self._unnest("picked", axes[0], "r")})', axes[1], 'c')}) "
            f"WHERE list_contains({lines[0]}, r) AND list_contains({lines[1]}, c)"
        )
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE met AS {narrowed}")
        cells = self._connection.execute(
            "SELECT r, c, sum(n), count(*), max(y) FROM (SELECT r, c, work, count(*) n, max(year_of) y "
            "FROM met GROUP BY r, c, work) GROUP BY r, c"
        ).fetchall()
        acting = self._count_actors(axes)
        rows, columns = self._ids[axes[0]], self._ids[axes[1]]
        return [
            (rows[r], columns[c], int(n), works, 1 if acting is None else acting.get((r, c), 0))
            for r, c, n, works, _ in cells
        ]

    @staticmethod
    def _top(counted: Sequence[tuple[int, ...]], shown: Sequence[int], ids: Sequence[str]) -> list[int]:
        often = {row[0]: row[1] for row in counted}
        return sorted(shown, key=lambda code: (-often[code], ids[code]))[:SHOWN]

    def _count_actors(self, axes: tuple[str, str]) -> Mapping[tuple[int, int], int] | None:
        if "actor" in axes:
            return None
        known = sum(not id.startswith("name:") for id in self._ids["actor"])  # these come first
        rows = self._connection.execute(
            f"SELECT r, c, count(*) FROM (SELECT DISTINCT r, c, a FROM ({self._unnest('met', 'entity', 'a')}) "
            f"WHERE a < {known}) GROUP BY r, c"
        ).fetchall()
        return {(r, c): number for r, c, number in rows}

    def find(self, question: CrossTabQuery) -> int:
        condition, values = self._select(question.where.selected)
        with_total = f"SELECT row, document, count(*) OVER () FROM ({condition}) ORDER BY row LIMIT 10"
        return len(self._connection.execute(with_total, values).fetchall())


class _ListLayout(_DuckEngine):
    """One table with a list of codes for each dimension."""

    name = "duckdb_lists"

    def __init__(self, facts: FactTable) -> None:
        super().__init__(facts)
        lists = {name: pa.ListArray.from_arrays(*_flatten(facts, name)) for name in self._ids}
        self._connection.register("arrow_facts", pa.table(self._main | lists))
        self._connection.execute("CREATE TABLE facts AS SELECT * FROM arrow_facts")

    def _select(self, where: Mapping[str, tuple[str, ...]]) -> tuple[str, list[int]]:
        conditions = "".join(f' AND list_contains("{name}", ?)' for name in where)
        return f"SELECT * FROM facts WHERE once{conditions}", _encode(self._codes, where)

    def _unnest(self, source: str, name: str, alias: str) -> str:
        return f'SELECT *, unnest("{name}") AS {alias} FROM {source}'


class _PairLayout(_DuckEngine):
    """A table of rows, and one of pairs (row, code) for each dimension."""

    name = "duckdb_pairs"

    def __init__(self, facts: FactTable) -> None:
        super().__init__(facts)
        self._connection.register("arrow_facts", pa.table(self._main))
        self._connection.execute("CREATE TABLE facts AS SELECT * FROM arrow_facts")
        for name, column in facts.dimensions.items():
            rows, codes = column.expand_values(self._rows)
            self._connection.register("arrow_pairs", pa.table({"row": rows, "code": codes.astype(np.int32)}))
            self._connection.execute(f'CREATE TABLE "pairs_{name}" AS SELECT * FROM arrow_pairs ORDER BY code, row')

    def _select(self, where: Mapping[str, tuple[str, ...]]) -> tuple[str, list[int]]:
        conditions = "".join(f' AND row IN (SELECT row FROM "pairs_{name}" WHERE code = ?)' for name in where)
        return f"SELECT * FROM facts WHERE once{conditions}", _encode(self._codes, where)

    def _unnest(self, source: str, name: str, alias: str) -> str:
        return f'SELECT s.*, p.code AS {alias} FROM {source} AS s JOIN "pairs_{name}" AS p USING (row)'


def _flatten(facts: FactTable, name: str) -> tuple[pa.Array, pa.Array]:
    column = facts.dimensions[name]
    _, codes = column.expand_values(np.arange(len(facts), dtype=np.int32))
    offsets = np.concatenate(([0], np.cumsum(column.value_counts))).astype(np.int32)
    return pa.array(offsets), pa.array(codes.astype(np.int32))


def _encode(codes: Mapping[str, Mapping[str, int]], where: Mapping[str, tuple[str, ...]]) -> list[int]:
    return [codes[name].get(ids[0], -1) for name, ids in where.items()]


def _time(questions: Sequence[CrossTabQuery], answer: Callable[[CrossTabQuery], object]) -> dict[str, dict[str, float]]:
    wall, cpu = [], []
    for question in questions:
        start, start_cpu = time.perf_counter(), time.process_time()
        answer(question)
        wall.append(1000 * (time.perf_counter() - start))
        cpu.append(1000 * (time.process_time() - start_cpu))
    return {"wall_ms": _summarise(wall), "cpu_ms": _summarise(cpu)}


def _summarise(milliseconds: Sequence[float]) -> dict[str, float]:
    cuts: list[float] = quantiles(milliseconds, n=20)
    return {"p50": round(cuts[9], 1), "p95": round(min(cuts[18], max(milliseconds)), 1)}


if __name__ == "__main__":
    main()

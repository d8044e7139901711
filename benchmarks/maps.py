"""Cross tabulations over a generated edition: time of maps and cells, and memory, compared with pandas.

    .venv/bin/python benchmarks/maps.py [FOLDER] [--statements 1000000] [--questions 60]

FOLDER stores the edition between runs; without it, the edition is written to a temporary folder (about 600 MB for
5,000,000). Every map has two filters of other dimensions, drawn as often as statements have them. Figures are wall
milliseconds, and CPU milliseconds of all threads, which other programs on the machine change less. pandas answers the
first of the same queries from a table of the same statements in a separate process.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import quantiles
from typing import Any

import made_edition
from palermo import registry, vocabulary
from palermo.analysis import FacetValues
from palermo.analysis.cross_tabulation import CrossTabQuery, build_cross_tabulation
from palermo.edition import NO_FILTERS, Filters, Library, View, open_view
from results import tell

AXES = ("actor", "intervention", "theme", "group", "exploitation", "place", "region", "year", "instrument", "kind")
COLUMNS = {
    "actor": "actors",
    "intervention": "interventions",
    "theme": "themes",
    "group": "groups",
    "exploitation": "exploitation",
    "place": "places",
    "kind": "kind",
}
"""Dimensions of the pandas comparison, which are columns of the Parquet files."""
SHOWN = 50
"""Number of rows, columns and facets shown, as on a page; all are counted."""
NOT_DRAWN = ("001", "none", "as-printed")
"""Values that filters are not drawn from."""
PAGE = 10
"""Number of statements of a cell that are read."""


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--pandas", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.pandas:
        return print(json.dumps(_pandas(asked.pandas, json.loads(sys.stdin.read()))))
    if asked.folder:
        return _measure(asked.folder, asked.statements, asked.questions)
    with tempfile.TemporaryDirectory() as folder:
        return _measure(Path(folder), asked.statements, asked.questions)


def _measure(folder: Path, statements: int, questions: int) -> None:
    library = Library(folder)
    if not library.exists() or library.read_current_id() is None:
        made_edition.write(library, statements)
    values = FacetValues(registry.load_registry(), vocabulary.load_vocabulary())
    with open_view(library) as view:
        began, began_cpu = time.perf_counter(), time.process_time()
        view.get_statement_index()
        loaded, loaded_cpu = time.perf_counter() - began, time.process_time() - began_cpu
        draw = random.Random(7)
        often = {name: _often(view, name) for name in AXES}
        figures: dict[str, Any] = {"statements": view.find_statements(limit=0).total}
        figures |= {"loading_s": round(loaded, 1), "loading_cpu_s": round(loaded_cpu, 1)}
        for dimensions in (2, 3):
            asked = [_question(often, draw, dimensions) for _ in range(questions)]
            figures[f"map_{dimensions}d_ms"] = _timed(asked, lambda one: build_cross_tabulation(view, one, values))
        whole = CrossTabQuery(rows="actor", columns="intervention", where=NO_FILTERS, most=SHOWN)
        figures["map_2d_without_filter_ms"] = _timed([whole] * 3, lambda one: build_cross_tabulation(view, one, values))
        cells = [_question(often, draw, 2) for _ in range(questions)]
        figures["cell_ms"] = _timed(cells, lambda one: view.find_statements(one.where, limit=PAGE).statements)
        figures["memory_mb"] = _memory()
        figures["beside_pandas"] = _beside_pandas(library, view, often, values, draw)
    tell("maps", figures)


def _often(view: View, name: str) -> dict[str, int]:
    """Return the values of a dimension with their number of statements."""
    with view.get_statement_index().select_facts(NO_FILTERS, (name,)) as facts:
        counts = facts.count_statements(name)
    return {id: counts[id] for id in sorted(counts, key=lambda id: (-counts[id], id)) if id not in NOT_DRAWN}


def _question(
    often: Mapping[str, dict[str, int]], draw: random.Random, dimensions: int, among: tuple[str, ...] = AXES
) -> CrossTabQuery:
    names = draw.sample(among, dimensions + 2)
    wanted = {name: tuple(draw.choices([*often[name]], [*often[name].values()])) for name in names[dimensions:]}
    facet = names[2] if dimensions == 3 else None
    return CrossTabQuery(rows=names[0], columns=names[1], facet=facet, where=Filters(selected=wanted), most=SHOWN)


def _timed(asked: list[CrossTabQuery], answer: Callable[[CrossTabQuery], object]) -> dict[str, dict[str, float]]:
    taken, taken_cpu = [], []
    for one in asked:
        began, began_cpu = time.perf_counter(), time.process_time()
        answer(one)
        taken.append(1000 * (time.perf_counter() - began))
        taken_cpu.append(1000 * (time.process_time() - began_cpu))
    return {"wall": _summarise(taken), "cpu": _summarise(taken_cpu)}


def _summarise(taken: list[float]) -> dict[str, float]:
    cuts = quantiles(taken, n=20)
    return {"p50": round(cuts[9], 1), "p95": round(min(cuts[18], max(taken)), 1), "max": round(max(taken), 1)}


def _memory() -> dict[str, int]:
    """Return megabytes of memory of this process, now and at most."""
    lines = Path("/proc/self/status").read_text().splitlines()
    found = {line.split(":")[0]: int(line.split()[1]) // 1024 for line in lines if line.startswith(("VmRSS", "VmHWM"))}
    return {"now": found["VmRSS"], "most": found["VmHWM"]}


def _beside_pandas(
    library: Library,
    view: View,
    often: Mapping[str, dict[str, int]],
    values: FacetValues,
    draw: random.Random,
) -> Any:
    """Ask both the same questions; return the milliseconds of each, and whether all cells agree."""
    asked = [_question(often, draw, 2, tuple(COLUMNS)) for _ in range(3)]
    ours, cells = [], []
    for one in asked:
        whole = CrossTabQuery(rows=one.rows, columns=one.columns, where=one.where)
        began = time.perf_counter()
        found = build_cross_tabulation(view, whole, values)
        ours.append(round(1000 * (time.perf_counter() - began), 1))
        cells.append(sum(cell.statements for cell in found.cells))
    questions = [{"rows": o.rows, "columns": o.columns, "where": o.where.selected} for o in asked]
    edition = library.get_edition_folder(library.read_current_id() or "")
    command = [sys.executable, __file__, "--pandas", str(edition)]
    done = subprocess.run(command, input=json.dumps(questions), capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    agree = [a == b for a, b in zip(cells, theirs.pop("cells"), strict=True)]
    return {"palermo_ms": ours, **theirs, "agree": all(agree)}


def _pandas(edition: Path, questions: list[dict[str, Any]]) -> dict[str, Any]:
    """Answer from list columns of a DataFrame: mask, explode twice, group."""
    import duckdb

    needed = sorted({n for q in questions for n in (q["rows"], q["columns"], *q["where"])})
    columns = ", ".join(
        f"list_transform({COLUMNS[n]}, lambda ref: ref.id) AS {COLUMNS[n]}" if n == "actor" else COLUMNS[n]
        for n in needed
    )
    began = time.perf_counter()
    query = f"SELECT document, {columns} FROM read_parquet('{edition}/statements/*.parquet') WHERE standing = 0"
    with duckdb.connect() as connection:
        frame = connection.execute(query).df()
    loading = time.perf_counter() - began
    taken, cells = [], []
    for one in questions:
        began = time.perf_counter()
        kept = frame
        for name, (value,) in one["where"].items():
            column = kept[COLUMNS[name]]
            kept = kept[column == value if name == "kind" else column.map(lambda held, v=value: v in held)]
        rows, other = COLUMNS[one["rows"]], COLUMNS[one["columns"]]
        pairs = kept[["document", rows, other]].explode(rows).explode(other).dropna()
        pairs = pairs.reset_index().drop_duplicates(["index", rows, other])
        counted = pairs.groupby([rows, other]).agg(statements=("index", "size"), documents=("document", "nunique"))
        taken.append(round(1000 * (time.perf_counter() - began), 1))
        cells.append(int(counted["statements"].sum()))
    return {"pandas_ms": taken, "pandas_loading_s": round(loading, 1), "pandas_mb": _memory()["most"], "cells": cells}


if __name__ == "__main__":
    main()

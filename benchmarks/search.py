"""Search quality on judged queries in six languages, and time of lexical and hybrid search and of indexing.

    PALERMO_SEARCH_LIBRARY=LIBRARY .venv/bin/python benchmarks/search.py

LIBRARY is built, with vectors, from the judged documents: the sample's, reports of the Universal Periodic Review, and
budget reports; without it only a generated library is measured. Judgements (0 to 2) are by topic and by a hash of the
passage's text, so that they outlive its id. The first ten results of hybrid, lexical and vector search and of SQLite
FTS5 were judged.
"""

import json
import math
import multiprocessing
import os
import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

import numpy as np

from palermo.edition import BucketEntry, CompiledDocument, EditionWriter, Library, Manifest, open_view
from palermo.embeddings import DIMENSIONS, PackedVectors, VectorSegment, load_shipped_encoder, pack_vectors
from palermo.languages import LANGUAGES
from palermo.search import SearchIndex, build_index, open_index
from palermo.statements import (
    Document,
    Masthead,
    Passage,
    PassageKind,
    compute_document_id,
    compute_passage_id,
    hash_json,
    normalise_text,
)
from results import tell

HERE = Path(__file__).parent / "search_queries"
PASSAGES = int(os.environ.get("PALERMO_SEARCH_PASSAGES", "200000"))
TOP = 10
DEEP = 30
"""Number of hits requested; those with the same text count once."""

type Find = Callable[[str], Sequence[str]]
type Filters = Mapping[str, tuple[str, ...]]
type Judged = dict[str, tuple[int, str]]
"""Relevance (0, 1 or 2) and language by the hash of a passage's words."""


class FullText:
    """Passages in SQLite FTS5, the baseline, ranked by BM25 with any of the words; accents and case are ignored."""

    def __init__(self, passages: Iterable[tuple[str, str]]) -> None:
        """Index (id, text) pairs."""
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE p USING fts5(id UNINDEXED, text, tokenize='porter unicode61')")
        self._connection.executemany("INSERT INTO p VALUES (?, ?)", passages)

    def find(self, query: str, limit: int) -> Sequence[str]:
        """Return the ids of the best passages, best first."""
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        asked = "SELECT id FROM p WHERE p MATCH ? ORDER BY rank LIMIT ?"
        return [id for (id,) in self._connection.execute(asked, (words, limit))]


def quality(library: Library) -> dict[str, object]:
    """Return nDCG@10 and recall@10 of three systems by language and half of topics, hybrid recall by pair."""
    view = open_view(library)
    folder = library.get_edition_folder(view.manifest.id)
    hybrid, lexical = open_index(view, folder, load_shipped_encoder()), open_index(view, folder)
    passages = [passage for passage, _ in view.iterate_passages()]
    full = FullText((passage.id, passage.text) for passage in passages)
    texts = {passage.id: hash_json(normalise_text(passage.text)) for passage in passages}
    queries = [json.loads(line) for line in (HERE / "queries.jsonl").read_text("utf-8").splitlines()]
    systems: dict[str, Find] = {
        "hybrid": lambda query: [hit.id for hit in hybrid.search_hits(query, limit=DEEP)],
        "lexical": lambda query: [hit.id for hit in lexical.search_hits(query, limit=DEEP)],
        "fts5": lambda query: full.find(query, DEEP),
    }
    wanted = _judged()
    chosen = sorted(wanted, key=hash_json)[::2]
    figures: dict[str, object] = {}
    for name, find in systems.items():
        scores = [(q, _scores([texts[id] for id in find(q["query"])], wanted[q["topic"]])) for q in queries]
        kinds = {"all": lambda q: True, **{one: _of(one) for one in LANGUAGES}}
        kinds |= {
            "topics chosen by": lambda q: q["topic"] in chosen,
            "other topics": lambda q: q["topic"] not in chosen,
        }
        for kind, passes in kinds.items():
            ndcg, recall = (statistics.mean(score[at] for q, score in scores if passes(q)) for at in (0, 1))
            figures[f"{name}, {kind}"] = f"nDCG@10 {ndcg:.3f}, recall@10 {recall:.3f}"
    figures["recall@10 by pair, hybrid"] = _pairs(hybrid, queries, wanted, texts)
    return figures


def _of(language: str) -> Callable[[Mapping[str, str]], bool]:
    return lambda query: query["language"] == language


def _pairs(
    index: SearchIndex,
    queries: Sequence[Mapping[str, str]],
    wanted: Mapping[str, Judged],
    texts: Mapping[str, str],
) -> dict[str, float]:
    """Return recall at 10 of passages in one language for queries in another."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for query in queries:
        for other in LANGUAGES:
            right = {text for text, (grade, language) in wanted[query["topic"]].items() if grade and language == other}
            if right and other != query["language"]:
                hits = {texts[hit.id] for hit in index.search_hits(query["query"], {"language": (other,)}, limit=TOP)}
                found[f"{query['language']}-{other}"].append(len(right & hits) / min(TOP, len(right)))
    return {pair: round(statistics.mean(values), 2) for pair, values in found.items()}


def _judged() -> dict[str, Judged]:
    """Return relevance and language by topic and by hash of a passage's words."""
    found: defaultdict[str, Judged] = defaultdict(dict)
    for line in (HERE / "judgements.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["topic"]][row["text"]] = (row["grade"], row["language"])
    return found


def _scores(hits: Sequence[str], judged: Judged) -> tuple[float, float]:
    """Return nDCG@10 and recall@10; the same text counts once."""
    gains = [judged.get(text, (0, ""))[0] for text in list(dict.fromkeys(hits))[:TOP]]
    right = sorted((grade for grade, _ in judged.values() if grade), reverse=True)
    return _gain(gains) / _gain(right[:TOP]), sum(gain > 0 for gain in gains) / min(TOP, len(right))


def _gain(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def repeated(library: Library, place: Path, wanted: int = PASSAGES) -> tuple[Library, Manifest]:
    """Write a library of a real one's documents, repeated under other ids, until it has `wanted` passages."""
    view = open_view(library)
    kept = [(d, view.list_passages(d.id), view.list_statements(d.id)) for d in view.list_documents()]
    times = -(-wanted // sum(len(passages) for _, passages, _ in kept))
    parts = {}
    for number in range(times):
        for document, passages, statements in kept:
            key = compute_document_id(f"{number} {document.id}".encode())
            ids = {one.id: hash_json(number, one.id) for one in passages}
            part = CompiledDocument(
                document=replace(document, id=key, work=key, base=None),
                passages=tuple(replace(one, id=ids[one.id], document=key) for one in passages),
                statements=tuple(
                    replace(
                        one, id=hash_json(number, one.id), document=key, same_as=(), duplicate_rank=0, support=(),
                        locator=replace(one.locator, passage=ids[one.locator.passage]),
                    )
                    for one in statements
                ),
            )  # fmt: skip
            parts[key] = part
    return _written(place, parts)


def made_up(folder: Path) -> tuple[Library, Manifest]:
    """Write a library of generated passages of real words, without vectors."""
    words = [
        w
        for line in (HERE / "queries.jsonl").read_text("utf-8").splitlines()
        for w in json.loads(line)["query"].split()
    ]
    words += [f"word{number}" for number in range(20_000)]
    chance = random.Random(1)
    weights = list(accumulate(1 / (rank + 1) for rank in range(len(words))))
    each = 500
    parts = {}
    for number in range(PASSAGES // each):
        key = compute_document_id(f"made up {number}".encode())
        texts = [" ".join(chance.choices(words, cum_weights=weights, k=40)) for _ in range(each)]
        parts[key] = _part(key, number, texts)
    return _written(folder, parts)


def _written(folder: Path, parts: Mapping[str, CompiledDocument]) -> tuple[Library, Manifest]:
    library = Library(folder)
    library.create()
    entries = [BucketEntry(document=key, key=key) for key in parts]
    return library, EditionWriter(library, versions={}).write(
        entries, lambda e: parts[e.document], (), datetime.now(UTC)
    )


def _part(key: str, number: int, texts: Sequence[str]) -> CompiledDocument:
    document = Document(
        id=key, work=key, source=f"{number}.txt", media_type="text/plain", size=1, pages=1, language="en",
        title=f"Document {number}", masthead=Masthead(date=str(2000 + number % 25)), publishers=("iom",),
    )  # fmt: skip
    passages = tuple(
        Passage(
            id=compute_passage_id(key, text, at), document=key, ordinal=at, page=1, paragraph=None,
            kind=PassageKind.PARAGRAPH, headings=(), language="en", text=text,
        )
        for at, text in enumerate(texts)
    )  # fmt: skip
    return CompiledDocument(document=document, passages=passages, statements=())


def measured(name: str, library: Library, made: Manifest, filters: Filters) -> dict[str, object]:
    """Return passages indexed per second, and milliseconds of searches; vectors are random."""
    folder = library.get_edition_folder(made.id)
    began, spent = time.perf_counter(), time.process_time()
    index = build_index(folder, made, workers=2)
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    figures: dict[str, object] = {
        f"{name}: index, passages/s": f"{index.rows / wall:,.0f} by the clock, {index.rows / cpu:,.0f} by CPU time"
    }
    encoder = load_shipped_encoder()
    if encoder:
        for part in index.parts:
            VectorSegment.from_packed(_random_vectors(part.rows)).save(folder / "search" / part.key)
        about = folder / "search" / "about.json"
        about.write_text(json.dumps(json.loads(about.read_text()) | {"encoder": encoder.version}))
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:  # for its own peak memory
        found = alone.submit(speed, library.path, filters).result()
    return figures | {f"{name}: {one}": value for one, value in found.items()}


def speed(library: Path, filters: Filters) -> dict[str, object]:
    """Return milliseconds of 180 queries with two filters, facets and highlights, and peak memory."""
    view = open_view(Library(library))
    folder = Library(library).get_edition_folder(view.manifest.id)
    queries = [json.loads(line)["query"] for line in (HERE / "queries.jsonl").read_text("utf-8").splitlines()]
    figures: dict[str, object] = {}
    for name, encoder in (("lexical", None), ("hybrid", load_shipped_encoder())):
        index = open_index(view, folder, encoder)
        for query in queries:
            index.search(query, filters)
        times = []
        for query in queries * 3:
            began = time.perf_counter()
            index.search(query, filters)
            times.append(1000 * (time.perf_counter() - began))
        times.sort()
        figures[f"{name}, ms"] = f"p50 {times[90]:.1f}, p95 {times[171]:.1f}"
    status = Path("/proc/self/status").read_text()
    figures["memory at the most, MB"] = int(status.split("VmHWM:")[1].split()[0]) // 1024
    return figures


def _random_vectors(rows: int) -> PackedVectors:
    made = np.random.default_rng(1).normal(size=(rows, DIMENSIONS)).astype(np.float32)
    return pack_vectors(made / np.linalg.norm(made, axis=1, keepdims=True))


def main() -> None:
    """Run all measurements that are possible here."""
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as place:
        if judged := os.environ.get("PALERMO_SEARCH_LIBRARY"):
            figures |= quality(Library(Path(judged)))
            real = repeated(Library(Path(judged)), Path(place) / "repeated")
            figures |= measured("real text", *real, {"kind": ("recommendation",), "language": ("en",)})
        made_up_library = made_up(Path(place) / "library")
        figures |= measured("made-up words", *made_up_library, {"publisher": ("iom",), "language": ("en",)})
    for name, value in figures.items():
        print(f"{name}: {value}")
    tell("search", figures)


if __name__ == "__main__":
    main()

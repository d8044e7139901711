"""Search: quality on judged queries in six languages, and time of lexical and hybrid search and of making an index.

`PALERMO_SEARCH_LIBRARY` names a library built from the labelled documents (with vectors) for the quality; without it
only a made-up library is measured. Judgements are pooled unevenly from
what hybrid (six hits), lexical (five) and SQLite FTS5 (four) find first, which favours hybrid.
"""

import json
import math
import os
import random
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from full_text import FullText
from palermo.edition import Compiled, Entry, Library, Manifest, View, Writer, open_view
from palermo.search import SearchIndex, build_index, open_index
from palermo.statements import Document, Masthead, Passage, PassageKind, document_id, passage_id
from palermo.vectors import DIMENSIONS, Packed, Space, pack, shipped_encoder
from results import tell

HERE = Path(__file__).parent / "search_queries"
PASSAGES = int(os.environ.get("PALERMO_SEARCH_PASSAGES", "200000"))
TOP = 10

type Find = Callable[[str], Sequence[str]]


def quality(library: Library) -> dict[str, object]:
    """nDCG@10 and recall@10 of three systems, and hybrid's recall by pair of languages."""
    view = open_view(library)
    folder = library.edition(view.manifest.id)
    hybrid, lexical = open_index(view, folder, shipped_encoder()), open_index(view, folder)
    passages = [(passage.id, passage.text, passage.language) for passage, _ in view.every_passage()]
    full = FullText((id, text) for id, text, _ in passages)
    languages = {id: language for id, _, language in passages}
    queries = [json.loads(line) for line in (HERE / "queries.jsonl").read_text("utf-8").splitlines()]
    systems: dict[str, Find] = {
        "hybrid": lambda query: [hit.id for hit in hybrid.flat(query, limit=TOP)],
        "lexical": lambda query: [hit.id for hit in lexical.flat(query, limit=TOP)],
        "fts5": lambda query: full.find(query, TOP),
    }
    wanted = _judged()
    figures: dict[str, object] = {}
    for name, find in systems.items():
        scores = [(q["language"], _scores(find(q["query"]), wanted[q["topic"]])) for q in queries]
        for language in ("all", *dict.fromkeys(q["language"] for q in queries)):
            kept = [score for one, score in scores if language in ("all", one)]
            ndcg, recall = (statistics.mean(score[at] for score in kept) for at in (0, 1))
            figures[f"{name}, {language}"] = f"nDCG@10 {ndcg:.3f}, recall@10 {recall:.3f}"
    figures["recall@10 by pair, hybrid"] = _pairs(hybrid, queries, wanted, languages)
    return figures


def _pairs(
    index: SearchIndex,
    queries: Sequence[Mapping[str, str]],
    wanted: Mapping[str, list[set[str]]],
    languages: Mapping[str, str],
) -> dict[str, float]:
    """Share of what is right in one language that a query in another finds among ten of that language."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for query in queries:
        for other in ("en", "fr", "es", "ar", "ru", "zh"):
            right = [ids for ids in wanted[query["topic"]] if any(languages.get(id) == other for id in ids)]
            if right and other != query["language"]:
                hits = {hit.id for hit in index.flat(query["query"], {"language": (other,)}, limit=TOP)}
                hit_count = sum(bool(ids & hits) for ids in right)
                found[f"{query['language']}-{other}"].append(hit_count / min(TOP, len(right)))
    return {pair: round(statistics.mean(values), 2) for pair, values in found.items()}


def _judged() -> dict[str, list[set[str]]]:
    """By topic: what is right, each with the ids of all passages that say it in the same words."""
    found: defaultdict[str, list[set[str]]] = defaultdict(list)
    for line in (HERE / "judgements.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["topic"]].append(set(row["passages"]))
    return found


def _scores(hits: Sequence[str], right: Sequence[set[str]]) -> tuple[float, float]:
    gains = []
    seen: set[int] = set()
    for id in hits:
        which = next((at for at, ids in enumerate(right) if id in ids and at not in seen), None)
        gains.append(0 if which is None else 1)
        seen |= set() if which is None else {which}
    ideal = sum(1 / math.log2(place + 2) for place in range(min(TOP, len(right))))
    gained = sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
    return gained / ideal, sum(gains) / min(TOP, len(right))


def made_up(folder: Path) -> tuple[Library, Manifest]:
    """A library of invented passages of real words, without vectors."""
    words = [
        w
        for line in (HERE / "queries.jsonl").read_text("utf-8").splitlines()
        for w in json.loads(line)["query"].split()
    ]
    words += [f"word{number}" for number in range(20_000)]
    chance = random.Random(1)
    weights = [1 / (rank + 1) for rank in range(len(words))]
    library = Library(folder)
    library.create()
    each = 500
    parts = {}
    for number in range(PASSAGES // each):
        key = document_id(f"made up {number}".encode())
        texts = [" ".join(chance.choices(words, weights, k=40)) for _ in range(each)]
        parts[key] = _part(key, number, texts)
    made = Writer(library, versions={}).write(
        [Entry(document=key, key=key) for key in parts], lambda e: parts[e.document], (), datetime.now(UTC)
    )
    return library, made


def _part(key: str, number: int, texts: Sequence[str]) -> Compiled:
    document = Document(
        id=key, work=key, source=f"{number}.txt", media_type="text/plain", size=1, pages=1, language="en",
        title=f"Document {number}", masthead=Masthead(date=str(2000 + number % 25)), publishers=("iom",),
    )  # fmt: skip
    passages = tuple(
        Passage(
            id=passage_id(key, text, at), document=key, ordinal=at, page=1, paragraph=None,
            kind=PassageKind.PARAGRAPH, headings=(), language="en", text=text,
        )
        for at, text in enumerate(texts)
    )  # fmt: skip
    return Compiled(document=document, passages=passages, statements=())


def speed(view: View, folder: Path) -> dict[str, object]:
    """Milliseconds of 200 queries with two filters, facets and highlights, without and with vectors; peak memory."""
    queries = [json.loads(line)["query"] for line in (HERE / "queries.jsonl").read_text("utf-8").splitlines()]
    figures: dict[str, object] = {}
    for name, encoder in (("lexical", None), ("hybrid", shipped_encoder())):
        index = open_index(view, folder, encoder)
        index.search("warm up")
        times = []
        for at in range(200):
            began = time.perf_counter()
            index.search(queries[at % len(queries)], {"publisher": ("iom",), "language": ("en",)})
            times.append(1000 * (time.perf_counter() - began))
        times.sort()
        figures[f"{name}, ms"] = f"p50 {times[100]:.1f}, p95 {times[190]:.1f}"
    figures["peak memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures


def _random_vectors(rows: int) -> Packed:
    import numpy as np

    made = np.random.default_rng(1).normal(size=(rows, DIMENSIONS)).astype(np.float32)
    return pack(made / np.linalg.norm(made, axis=1, keepdims=True))


def main() -> None:
    """Measure what can be measured here."""
    figures: dict[str, object] = {}
    if judged := os.environ.get("PALERMO_SEARCH_LIBRARY"):
        figures |= quality(Library(Path(judged)))
    with tempfile.TemporaryDirectory() as place:
        library, made = made_up(Path(place) / "library")
        folder = library.edition(made.id)
        began, spent = time.perf_counter(), time.process_time()
        build_index(folder, made)
        wall, cpu = time.perf_counter() - began, time.process_time() - spent
        figures["index, passages/s"] = f"{PASSAGES / wall:,.0f} by the clock, {PASSAGES / cpu:,.0f} by CPU time"
        encoder = shipped_encoder()
        if encoder:
            Space.of(_random_vectors(PASSAGES)).save(folder / "search")
            about = folder / "search" / "about.json"
            about.write_text(json.dumps(json.loads(about.read_text()) | {"encoder": encoder.version}))
        figures |= speed(open_view(library), folder)
    for name, value in figures.items():
        print(f"{name}: {value}")
    tell("search", figures)


if __name__ == "__main__":
    main()

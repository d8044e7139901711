"""Generated edition of any size, written by column, with Zipf-distributed values, reproducible by seed.

Entities, concepts, countries and documents are drawn with the weights 1/1, 1/2, 1/3 and so on, as in real editions. The
text is invented; unknown organisations are called Body 1, Body 2 and so on.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from palermo import registry, vocabulary
from palermo.edition import Bucket, BucketFile, EditionCounts, Library, Manifest, build_documents_table
from palermo.edition.columns import PASSAGE_SCHEMA, STATEMENT_SCHEMA
from palermo.statements import SCHEMA_VERSION, Document, Masthead, StatementKind

PER_DOCUMENT = 50
"""Average number of statements of a document."""
BODIES = 1000
INSTRUMENTS = 800
WORDS = [
    "states",
    "should",
    "adopt",
    "measures",
    "to",
    "identify",
    "assist",
    "protect",
    "refer",
    "train",
    "report",
    "publish",
    "fund",
    "review",
    "victims",
]
type Draws = NDArray[np.int64]


def write(library: Library, statements: int, seed: int = 1) -> Manifest:
    """Write the edition, and make it current."""
    library.create()
    draw = np.random.default_rng(seed)
    folder = library.editions / hashlib.sha256(f"{statements} {seed}".encode()).hexdigest()[:20]
    documents = _documents(statements // PER_DOCUMENT, draw)
    buckets, kinds = {}, np.zeros(len(StatementKind), dtype=np.int64)
    for name in sorted({one.id[:2] for one in documents}):
        here = [one for one in documents if one.id.startswith(name)]
        rows = _statements(here, round(statements * len(here) / len(documents)), draw)
        kinds += np.array([(np.array(rows["kind"]) == kind.value).sum() for kind in StatementKind])
        tables = {
            "documents": build_documents_table(here),
            "passages": PASSAGE_SCHEMA.empty_table(),
            "statements": rows,
        }
        buckets[name] = Bucket(
            input=name, files={t: _put(folder / t / f"{name}.parquet", r) for t, r in tables.items()}
        )
    counts = {kind.value: int(number) for kind, number in zip(StatementKind, kinds, strict=True)}
    made = Manifest(
        id=folder.name,
        date=datetime(2026, 11, 24, tzinfo=UTC),
        palermo="0",
        schema=SCHEMA_VERSION,
        versions={},
        counts=EditionCounts(documents=len(documents), works=len(documents), statements=counts, languages={}),
        buckets=buckets,
        newest="2026",
        oldest="2000",
    )
    made.save(folder)
    library.set_current(made.id)
    return made


def zipf(draw: np.random.Generator, values: int, size: int) -> Draws:
    """Return Zipf-distributed numbers below `values`."""
    weights = np.cumsum(1 / np.arange(1, values + 1))
    return np.searchsorted(weights / weights[-1], draw.random(size)).astype(np.int64)


def _documents(number: int, draw: np.random.Generator) -> list[Document]:
    years = 2026 - zipf(draw, 26, number)
    made = []
    for at, year in enumerate(years.tolist()):
        id = hashlib.sha256(f"document {at}".encode()).hexdigest()[:20]
        made.append(
            Document(
                id=id,
                work=id,
                source=f"{at:06}.pdf",
                media_type="application/pdf",
                size=1000,
                pages=40,
                language="en",
                title=f"Report {at}",
                masthead=Masthead(date=f"{year}-{1 + at % 12:02}"),
            )
        )
    return made


def _statements(documents: Sequence[Document], number: int, draw: np.random.Generator) -> pa.Table:
    documents = sorted(documents, key=lambda one: one.id)
    of = np.sort(zipf(draw, len(documents), number) if len(documents) > 1 else np.zeros(number, np.int64))
    starts = np.searchsorted(of, np.arange(len(documents)))
    position = np.arange(number) - starts[of]
    ids = [
        hashlib.sha256(f"{documents[d].id} {p}".encode()).hexdigest()[:20] for d, p in zip(of, position, strict=True)
    ]
    kinds = np.array([kind.value for kind in StatementKind])
    words, regions = vocabulary.load_vocabulary(), registry.load_registry()
    entities = [*regions.entities, *(f"new:{n:020}" for n in range(BODIES))]
    countries = [state.alpha3 for state in regions.states.values()]
    copies = _copies(of, ids, draw)
    quotes = [" ".join(WORDS[n % len(WORDS)] for n in range(p, p + 20)) for p in position.tolist()]
    columns = {
        "id": pa.array(ids),
        "kind": pa.array(kinds[zipf(draw, len(kinds), number)]),
        "quote": pa.array(quotes),
        "language": pa.array(np.full(number, "en")),
        "document": pa.array([documents[d].id for d in of]),
        "position": pa.array(position.astype(np.int32)),
        "locator": _locators(ids, position, np.array([len(quote) for quote in quotes])),
        "actors": _refs(draw, entities, number, 1.2),
        "addressees": _refs(draw, [f"state:{code}" for code in countries], number, 0.5),
        "partners": _refs(draw, entities, number, 0.1),
        "action": pa.array(["adopt measures"] * number),
        "response": pa.array([None] * number, pa.string()),
        **{
            scheme: _lists(draw, [concept.id for concept in words.list_concepts(scheme)], number, mean)
            for scheme, mean in (("themes", 1.2), ("exploitation", 0.3), ("interventions", 1.2), ("groups", 0.7))
        },
        "places": _lists(draw, countries, number, 0.8),
        "regions": _empty("regions", number),
        "instruments": _instruments(draw, number),
        "tense": pa.array([None] * number, pa.string()),
        "years": _lists(draw, list(range(2000, 2027)), number, 0.2, pa.int32()),
        "dimension": pa.array([None] * number, pa.string()),
        "protective": pa.array(np.zeros(number, bool)),
        "support": _empty("support", number),
        "why": _whys(number),
        "same_as": copies[0],
        "standing": copies[1],
        "sensitive": pa.array(np.zeros(number, bool)),
        "confidence": pa.array(draw.random(number)),
        "method": pa.array(["made-up"] * number),
        "status": pa.array(["proposed"] * number),
    }
    return pa.table({name: columns[name] for name in STATEMENT_SCHEMA.names}).cast(STATEMENT_SCHEMA)


def _lists(
    draw: np.random.Generator, values: Sequence[object], number: int, mean: float, type: pa.DataType | None = None
) -> pa.Array:
    times = draw.poisson(mean, number)
    offsets = np.concatenate(([0], np.cumsum(times))).astype(np.int32)
    flat = pa.array(values, type).take(pa.array(zipf(draw, len(values), int(offsets[-1]))))
    return pa.ListArray.from_arrays(pa.array(offsets), flat)


def _refs(draw: np.random.Generator, ids: Sequence[str], number: int, mean: float) -> pa.Array:
    lists = _lists(draw, list(range(len(ids))), number, mean)
    at = lists.flatten()
    names = pa.array([f"Body {n}" for n in range(len(ids))])
    kinds = pa.array(["entity"] * len(ids))
    refs = pa.StructArray.from_arrays([pa.array(ids).take(at), names.take(at), kinds.take(at)], ["id", "name", "type"])
    return pa.ListArray.from_arrays(lists.offsets, refs)


def _instruments(draw: np.random.Generator, number: int) -> pa.Array:
    lists = _lists(draw, [f"A/RES/{n}/{n}" for n in range(INSTRUMENTS)], number, 0.2)
    flat = lists.flatten()
    cited = pa.StructArray.from_arrays([flat, pa.nulls(len(flat), pa.string())], ["id", "provision"])
    return pa.ListArray.from_arrays(lists.offsets, cited)


def _locators(ids: Sequence[str], position: Draws, lengths: Draws) -> pa.Array:
    number = len(ids)
    none = pa.ListArray.from_arrays(pa.array(np.zeros(number + 1, np.int32)), pa.array([], pa.string()))
    page, start = pa.array((1 + position // 3).astype(np.int32)), pa.array(np.zeros(number, np.int32))
    end = pa.array(lengths.astype(np.int32))
    paragraph = pa.array([str(p) for p in position])
    names = ["page", "paragraph", "passage", "start", "end", "headings"]
    return pa.StructArray.from_arrays([page, paragraph, pa.array(ids), start, end, none], names)


def _whys(number: int) -> pa.Array:
    offsets = pa.array(np.arange(number + 1, dtype=np.int32))
    why = pa.StructArray.from_arrays(
        [pa.array(["a verb of asking"] * number), pa.array(np.full(number, 0.5))], ["feature", "weight"]
    )
    return pa.ListArray.from_arrays(offsets, why)


def _empty(column: str, number: int) -> pa.Array:
    return pa.array([[]] * number, STATEMENT_SCHEMA.field(column).type)


def _copies(of: Draws, ids: Sequence[str], draw: np.random.Generator) -> tuple[pa.Array, pa.Array]:
    """Return every 25th statement as duplicated by the next one, if that is of the same document."""
    same: list[list[str]] = [[] for _ in ids]
    standing = np.zeros(len(ids), dtype=np.int32)
    for at in range(int(draw.integers(25)), len(ids) - 1, 25):
        if of[at] == of[at + 1]:
            same[at], same[at + 1], standing[at + 1] = [ids[at + 1]], [ids[at]], 1
    return pa.array(same, pa.list_(pa.string())), pa.array(standing)


def _put(path: Path, rows: pa.Table) -> BucketFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows, path, row_group_size=2048, compression="zstd", compression_level=1, store_schema=False)
    return BucketFile(sha256="", bytes=path.stat().st_size, rows=rows.num_rows)

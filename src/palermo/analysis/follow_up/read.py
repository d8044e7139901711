"""What chains and answers were made from, by bucket, so that an edition in which none of it changed takes them over."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from palermo.analysis.follow_up.answers import DEEDS
from palermo.analysis.follow_up.calls import COLUMNS
from palermo.edition import Manifest
from palermo.statements import Kind, digest

KINDS = (Kind.RECOMMENDATION, *DEEDS)
"""Kinds of statements that are read; those that an appraisal reads are the same."""
_DOCUMENT = ["id", "work", "date", "nature"]

type Read = Mapping[str, Sequence[str]]
"""By bucket: a hash of its files, and one of what is read of them."""


def read(folder: Path, manifest: Manifest, before: Read) -> Read:
    """What an edition's buckets hold of calls and deeds; a bucket whose files `before` knows is not opened."""
    found = {}
    for name, bucket in manifest.buckets.items():
        files = digest(*(bucket.files[table].sha256 for table in ("documents", "statements")))
        known = before.get(name)
        found[name] = known if known and known[0] == files else (files, _held(folder, name))
    return found


def same(one: Read, other: Read) -> bool:
    """Whether two editions hold the same calls and deeds."""
    return _told(one) == _told(other)


def differing(one: Read, other: Read) -> float:
    """Share of the buckets with calls or deeds that are not the same in both, from 0 to 1."""
    told = _told(one), _told(other)
    names = {*told[0], *told[1]}
    return sum(told[0].get(name) != told[1].get(name) for name in names) / max(1, len(names))


def _told(read: Read) -> Mapping[str, str]:
    return {name: held for name, (_, held) in read.items() if held}


def _held(folder: Path, name: str) -> str:
    """A hash of the calls and deeds of a bucket; empty where there are none."""
    rows = pq.read_table(folder / "statements" / f"{name}.parquet", columns=[*COLUMNS, "standing", "same_as"])
    rows = rows.filter(pc.is_in(rows["kind"], pa.array([kind.value for kind in KINDS])))
    if not rows.num_rows:
        return ""
    documents = pq.read_table(folder / "documents" / f"{name}.parquet", columns=_DOCUMENT)
    return digest("calls", rows.to_pylist(), documents.to_pylist())

"""What chains and answers were made from, by bucket, so that an edition in which none of it changed takes them over."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from palermo.analysis.follow_up.answers import ACTION_KINDS
from palermo.analysis.follow_up.items import ITEM_COLUMNS
from palermo.edition import Manifest
from palermo.statements import StatementKind, hash_json

INPUT_KINDS = (StatementKind.RECOMMENDATION, *ACTION_KINDS)
"""Kinds of statements that are read; those that an appraisal reads are the same."""
_DOCUMENT_COLUMNS = ["id", "work", "date", "nature"]

type InputFingerprint = Mapping[str, Sequence[str]]
"""By bucket: a hash of its files, and one of what is read of them."""


def compute_fingerprint(folder: Path, manifest: Manifest, previous: InputFingerprint) -> InputFingerprint:
    """What an edition's buckets hold of calls and deeds; a bucket whose files `before` knows is not opened."""
    found = {}
    for name, bucket in manifest.buckets.items():
        files = hash_json(*(bucket.files[table].sha256 for table in ("documents", "statements")))
        known = previous.get(name)
        found[name] = known if known and known[0] == files else (files, _hash_bucket(folder, name))
    return found


def is_same_input(current: InputFingerprint, previous: InputFingerprint) -> bool:
    """Whether two editions hold the same calls and deeds."""
    return _select_nonempty(current) == _select_nonempty(previous)


def compute_difference(current: InputFingerprint, previous: InputFingerprint) -> float:
    """Share of the buckets with calls or deeds that are not the same in both, from 0 to 1."""
    told = _select_nonempty(current), _select_nonempty(previous)
    names = {*told[0], *told[1]}
    return sum(told[0].get(name) != told[1].get(name) for name in names) / max(1, len(names))


def _select_nonempty(fingerprint: InputFingerprint) -> Mapping[str, str]:
    return {name: held for name, (_, held) in fingerprint.items() if held}


def _hash_bucket(folder: Path, name: str) -> str:
    """A hash of the calls and deeds of a bucket; empty where there are none."""
    rows = pq.read_table(folder / "statements" / f"{name}.parquet", columns=[*ITEM_COLUMNS, "standing", "same_as"])
    rows = rows.filter(pc.is_in(rows["kind"], pa.array([kind.value for kind in INPUT_KINDS])))
    if not rows.num_rows:
        return ""
    documents = pq.read_table(folder / "documents" / f"{name}.parquet", columns=_DOCUMENT_COLUMNS)
    return hash_json("calls", rows.to_pylist(), documents.to_pylist())

"""What an edition keeps of its chains and answers: derived from it alone, made once, made again where it is missing."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from palermo.analysis.follow_up.answers import ACTION_KINDS, FollowUpAnswer, FollowUpStatus, find_answers
from palermo.analysis.follow_up.chains import Chain, ChainLink, build_chains
from palermo.analysis.follow_up.input_fingerprint import (
    InputFingerprint,
    compute_difference,
    compute_fingerprint,
    is_same_input,
)
from palermo.analysis.follow_up.items import FollowUpItem, load_items, sort_by_date
from palermo.analysis.follow_up.similarity import PrintedNames, warm_caches
from palermo.edition import Manifest, View
from palermo.embeddings import (
    Encoder,
    PackedVectors,
    VectorArray,
    create_empty_vectors,
    encode_ahead,
    encode_many,
    load_shipped_encoder,
)
from palermo.embeddings.quantisation import load_vectors
from palermo.registry import Registry
from palermo.statements import hash_json

FORMAT_VERSION = "3"
"""Grows when chains or answers would come out in another way by the same lists and weights."""
MODEL_FILES = ("acts.yaml", "weights.yaml")
FOLDER = "follow-up"
"""Within an edition's folder."""
MANIFEST_FILE, CHAINS_FILE, ANSWERS_FILE, TEXT_HASHES_FILE = (
    "about.json",
    "chains.parquet",
    "answers.parquet",
    "texts.npy",
)

type ProgressCallback = Callable[[int], None]

_TEXT_TYPE = pa.string()
_CHAINS_SCHEMA = pa.schema(
    {"chain": pa.int32(), "call": _TEXT_TYPE, "like": _TEXT_TYPE, "sort": _TEXT_TYPE, "score": pa.float32()}
    | {"words": pa.float32(), "meaning": pa.float32()}
)
_ANSWERS_SCHEMA = pa.schema(
    {"call": _TEXT_TYPE, "statement": _TEXT_TYPE, "status": _TEXT_TYPE, "score": pa.float32()}
    | {"words": pa.float32(), "meaning": pa.float32(), "same_work": pa.bool_()}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingConfig:
    """What turns sentences into vectors, in how many processes, and who hears of sentences that are done."""

    encoder: Encoder
    workers: int = 1
    on_progress: ProgressCallback | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Chains and answers of an edition, as far as a view may show them."""

    chains: tuple[Chain, ...]
    """Those of two calls or more, longest first."""
    chain_by_call: Mapping[str, Chain]
    """By id of each call that stands in one."""
    answers: Mapping[str, tuple[FollowUpAnswer, ...]]
    """By id of the call, the likeliest first; calls without any are left out."""
    meaning: bool
    """Whether meaning was compared, or words alone."""


def load_manifest(folder: Path) -> dict[str, Any] | None:
    """What the follow-up of an edition's folder says of itself; None where there is none that can be read."""
    about = _read_manifest(folder)
    return about if about and about.get("format") == _compute_format() else None


def _read_manifest(folder: Path) -> dict[str, Any] | None:
    try:
        about = json.loads((folder / FOLDER / MANIFEST_FILE).read_bytes())
    except (OSError, ValueError):
        return None
    return about if isinstance(about, dict) else None


@lru_cache(maxsize=1)
def _compute_format() -> str:
    """Changes with the lists and weights that chains and answers are made by."""
    room = files("palermo.analysis.follow_up")
    return hash_json("follow-up", FORMAT_VERSION, *((room / name).read_text(encoding="utf-8") for name in MODEL_FILES))


def save_follow_up(
    folder: Path,
    view: View,
    registry: Registry,
    encoding: EncodingConfig | None = None,
    *,
    previous_folder: Path | None = None,
) -> None:
    """Chain the calls of a view that shows everything, find their answers, and keep both in the edition's folder.

    Does nothing where they are there as they would be made. Vectors of sentences that the folder `before` has are
    taken from there. Raises OSError where the disk refuses.
    """
    there = load_manifest(folder)
    version = encoding.encoder.version if encoding else None
    if there and version in (None, there.get("encoder")):
        return
    asked, deeds = load_items(view), load_items(view, ACTION_KINDS)
    texts = [one.quote for one in (*asked, *deeds)]
    packed = (
        _encode_items([*asked, *deeds], encoding, folder if _read_manifest(folder) else previous_folder)
        if encoding
        else None
    )
    vectors = packed.values.astype(np.float32) * packed.scales[:, None] if packed else None
    names = collect_printed_names(registry)
    chained = build_chains(asked, vectors[: len(asked)] if vectors is not None else None, names=names)
    answered = find_answers(asked, deeds, vectors, names=names)
    aside = folder / f".{FOLDER}-{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        pq.write_table(_build_chain_table(chained), aside / CHAINS_FILE)
        rows = [asdict(one) for call in asked for one in answered.get(call.id, ())]
        pq.write_table(pa.Table.from_pylist(rows, schema=_ANSWERS_SCHEMA), aside / ANSWERS_FILE)
        if packed:
            packed.save(aside)
            np.save(aside / TEXT_HASHES_FILE, _hash_texts(texts))
        about = {
            "format": _compute_format(),
            "encoder": version,
            "calls": len(asked),
            "registry": registry.version,
            "read": compute_fingerprint(folder, view.manifest, _load_fingerprint(previous_folder)),
        }
        (aside / MANIFEST_FILE).write_text(json.dumps(about), encoding="utf-8")
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        aside.rename(folder / FOLDER)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def reuse_follow_up(
    folder: Path, manifest: Manifest, previous_folder: Path, registry: Registry, encoder: Encoder | None = None
) -> bool:
    """Take chains and answers from the edition before where nothing that they were made from changed; tells whether.

    Where an encoder is given, only those that its vectors were compared for: words alone give way to meaning, and
    never the other way. Their files are shared. Raises OSError where the disk refuses.
    """
    about = load_manifest(previous_folder)
    if about is None or about.get("registry") != registry.version:
        return False
    if encoder and about.get("encoder") != encoder.version:
        return False
    now = compute_fingerprint(folder, manifest, _load_fingerprint(previous_folder))
    if not is_same_input(now, _load_fingerprint(previous_folder)):
        return False
    link_folder(previous_folder / FOLDER, folder / FOLDER, {MANIFEST_FILE: json.dumps({**about, "read": now})})
    return True


def link_folder(source_folder: Path, target_folder: Path, new_files: Mapping[str, str]) -> None:
    """Make a folder of the files of another, by links where the disk has them, but for those that are written anew."""
    aside = target_folder.with_name(f".{target_folder.name}-{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(source_folder, aside, copy_function=_link_or_copy)
    for name, text in new_files.items():
        (aside / name).unlink(missing_ok=True)
        (aside / name).write_text(text, encoding="utf-8")
    shutil.rmtree(target_folder, ignore_errors=True)
    aside.rename(target_folder)


def _link_or_copy(source_path: str, target_path: str) -> None:
    try:
        os.link(source_path, target_path)
    except OSError:
        shutil.copy2(source_path, target_path)


def compute_changed_share(folder: Path, manifest: Manifest, previous_folder: Path) -> float:
    """Share of the buckets in which calls or deeds changed since the edition before, from 0 to 1."""
    return compute_difference(
        compute_fingerprint(folder, manifest, _load_fingerprint(previous_folder)), _load_fingerprint(previous_folder)
    )


def _load_fingerprint(folder: Path | None) -> InputFingerprint:
    about = _read_manifest(folder) if folder else None
    found: InputFingerprint = (about or {}).get("read") or {}
    return found


def open_follow_up(folder: Path, view: View) -> FollowUp | None:
    """What a view may show of what is kept; None where nothing is, or it is damaged."""
    about = load_manifest(folder)
    if about is None:
        return None
    try:
        chain_rows = pq.read_table(folder / FOLDER / CHAINS_FILE).to_pylist()
        answer_rows = pq.read_table(folder / FOLDER / ANSWERS_FILE).to_pylist()
    except (OSError, pa.ArrowException):
        return None
    known = {one.id: one for one in load_items(view)}
    deeds = set(view.select_columns(["id"]).column("id").to_pylist())
    kept = _rebuild_chains(chain_rows, known)
    found: dict[str, list[FollowUpAnswer]] = {}
    for row in answer_rows:
        if row["call"] in known and row["statement"] in deeds:
            found.setdefault(row["call"], []).append(FollowUpAnswer(**{**row, "status": FollowUpStatus(row["status"])}))
    return FollowUp(
        chains=tuple(kept),
        chain_by_call={call.id: chain for chain in kept for call in chain.calls},
        answers={call: tuple(ones) for call, ones in found.items()},
        meaning=bool(about.get("encoder")),
    )


def load_sentence_vectors(folder: Path, texts: Sequence[str], encoder: Encoder) -> VectorArray | None:
    """Vectors of sentences as far as an edition's folder keeps them, zeros for the others; None where it keeps none."""
    known = _load_stored_vectors(folder, encoder)
    if known is None:
        return None
    rows = _select_vectors(known, _hash_texts(texts))[0]
    return (rows.values.astype(np.float32) * rows.scales[:, None]).astype(np.float32)


def compute_follow_up(view: View, registry: Registry, vectors: VectorArray | None = None) -> FollowUp:
    """The same made at once and kept nowhere, by words alone where no vectors are given (calls first, then deeds)."""
    asked, deeds = load_items(view), load_items(view, ACTION_KINDS)
    names = collect_printed_names(registry)
    found = [
        one
        for one in build_chains(asked, vectors[: len(asked)] if vectors is not None else None, names=names)
        if len(one.calls) > 1
    ]
    return FollowUp(
        chains=tuple(found),
        chain_by_call={call.id: chain for chain in found for call in chain.calls},
        answers=find_answers(asked, deeds, vectors, names=names),
        meaning=vectors is not None,
    )


def collect_printed_names(registry: Registry) -> PrintedNames:
    """How States and entities are printed, by id."""
    states = {one.id: tuple(one.names.values()) for one in registry.states.values()}
    return states | {one.id: tuple(one.names.values()) for one in registry.entities.values()}


def _rebuild_chains(rows: Sequence[dict[str, Any]], items_by_id: Mapping[str, FollowUpItem]) -> list[Chain]:
    """Chains of the calls that a view shows; a tie to a call that it does not show goes to the first of the chain."""
    members: dict[int, list[FollowUpItem]] = {}
    ties: dict[str, ChainLink] = {}
    for row in rows:
        if row["call"] in items_by_id:
            members.setdefault(row["chain"], []).append(items_by_id[row["call"]])
            if row["like"]:
                ties[row["call"]] = ChainLink(**{name: row[name] for name in ChainLink.__dataclass_fields__})
    found = []
    for ones in members.values():
        ordered = sort_by_date(ones)
        if len(ordered) > 1:
            shown = [ties.get(one.id) or ties[ordered[0].id] for one in ordered[1:]]
            found.append(Chain(calls=tuple(ordered), links=tuple(shown)))
    return sorted(found, key=lambda one: (-len(one.calls), one.calls[0].date or "9", one.id))


def _build_chain_table(chains: Sequence[Chain]) -> pa.Table:
    rows = []
    for number, chain in enumerate(one for one in chains if len(one.calls) > 1):
        rows.append({"chain": number, "call": chain.id})
        rows += [{"chain": number, **asdict(tie)} for tie in chain.links]
    return pa.Table.from_pylist(rows, schema=_CHAINS_SCHEMA)


def _encode_items(
    items: Sequence[FollowUpItem], encoding: EncodingConfig, previous_folder: Path | None
) -> PackedVectors:
    """Vectors of what calls and deeds say: those that the edition before has are taken from there."""
    texts = [one.quote for one in items]
    hashes = _hash_texts(texts)
    known = _load_stored_vectors(previous_folder, encoding.encoder) if previous_folder else None
    rows, there = (
        _select_vectors(known, hashes) if known else (create_empty_vectors(len(texts)), np.zeros(len(texts), np.bool_))
    )
    if encoding.on_progress:
        encoding.on_progress(int(there.sum()))
    fresh = np.flatnonzero(~there)
    wanted = [texts[int(one)] for one in fresh]
    if encoding.workers > 1:
        encode_ahead(wanted, load_shipped_encoder)
        warm_caches(items)
    made_now = encode_many(
        wanted,
        encoding.encoder,
        encoder_factory=load_shipped_encoder,
        workers=encoding.workers,
        on_progress=encoding.on_progress,
    )
    rows.values[fresh], rows.scales[fresh] = made_now.values, made_now.scales
    return rows


type _StoredVectors = tuple[npt.NDArray[np.uint64], PackedVectors]


def _select_vectors(
    stored_vectors: _StoredVectors, hashes: npt.NDArray[np.uint64]
) -> tuple[PackedVectors, npt.NDArray[np.bool_]]:
    """Rows for sentences by their hashes, and which of them there are."""
    order = np.argsort(stored_vectors[0])
    at = np.minimum(np.searchsorted(stored_vectors[0][order], hashes), len(order) - 1)
    there = stored_vectors[0][order][at] == hashes
    return stored_vectors[1].take_rows(np.where(there, order[at], -1)), there


def _load_stored_vectors(folder: Path, encoder: Encoder) -> _StoredVectors | None:
    about = _read_manifest(folder)
    if about is None or about.get("encoder") != encoder.version:
        return None
    try:
        hashes = np.load(folder / FOLDER / TEXT_HASHES_FILE)
        return (hashes, load_vectors(folder / FOLDER)) if len(hashes) else None
    except (OSError, ValueError):
        return None


def _hash_texts(texts: Sequence[str]) -> npt.NDArray[np.uint64]:
    digests = (hashlib.blake2b(one.encode("utf-8", "replace"), digest_size=8).digest() for one in texts)
    return np.array([int.from_bytes(one) for one in digests], dtype=np.uint64)

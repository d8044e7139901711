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

from palermo.analysis.follow_up.answers import DEEDS, Answer, Status, answers
from palermo.analysis.follow_up.calls import Call, calls, oldest_first
from palermo.analysis.follow_up.chains import Chain, Tie, chains
from palermo.analysis.follow_up.likeness import Names, look_at
from palermo.analysis.follow_up.read import Read, differing, read, same
from palermo.edition import Manifest, View
from palermo.registry import Registry
from palermo.statements import digest
from palermo.vectors import Encoder, Floats, Packed, empty, encode_ahead, encode_many, shipped_encoder
from palermo.vectors.packed import load_vectors

FORMAT = "3"
"""Grows when chains or answers would come out in another way by the same lists and weights."""
LISTS = ("acts.yaml", "weights.yaml")
FOLDER = "follow-up"
"""Within an edition's folder."""
ABOUT, CHAINS, ANSWERS, TEXTS = "about.json", "chains.parquet", "answers.parquet", "texts.npy"

type Told = Callable[[int], None]

_TEXT = pa.string()
_CHAINS = pa.schema(
    {"chain": pa.int32(), "call": _TEXT, "like": _TEXT, "sort": _TEXT, "score": pa.float32()}
    | {"words": pa.float32(), "meaning": pa.float32()}
)
_ANSWERS = pa.schema(
    {"call": _TEXT, "statement": _TEXT, "status": _TEXT, "score": pa.float32()}
    | {"words": pa.float32(), "meaning": pa.float32(), "same_work": pa.bool_()}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """What turns sentences into vectors, in how many processes, and who hears of sentences that are done."""

    encoder: Encoder
    workers: int = 1
    told: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Chains and answers of an edition, as far as a view may show them."""

    chains: tuple[Chain, ...]
    """Those of two calls or more, longest first."""
    chain_of: Mapping[str, Chain]
    """By id of each call that stands in one."""
    answers: Mapping[str, tuple[Answer, ...]]
    """By id of the call, the likeliest first; calls without any are left out."""
    meaning: bool
    """Whether meaning was compared, or words alone."""


def made(folder: Path) -> dict[str, Any] | None:
    """What the follow-up of an edition's folder says of itself; None where there is none that can be read."""
    about = _about(folder)
    return about if about and about.get("format") == _format() else None


def _about(folder: Path) -> dict[str, Any] | None:
    try:
        about = json.loads((folder / FOLDER / ABOUT).read_bytes())
    except (OSError, ValueError):
        return None
    return about if isinstance(about, dict) else None


@lru_cache(maxsize=1)
def _format() -> str:
    """Changes with the lists and weights that chains and answers are made by."""
    room = files("palermo.analysis.follow_up")
    return digest("follow-up", FORMAT, *((room / name).read_text(encoding="utf-8") for name in LISTS))


def keep(
    folder: Path,
    view: View,
    registry: Registry,
    encoding: Encoding | None = None,
    *,
    before: Path | None = None,
) -> None:
    """Chain the calls of a view that shows everything, find their answers, and keep both in the edition's folder.

    Does nothing where they are there as they would be made. Vectors of sentences that the folder `before` has are
    taken from there. Raises OSError where the disk refuses.
    """
    there = made(folder)
    version = encoding.encoder.version if encoding else None
    if there and version in (None, there.get("encoder")):
        return
    asked, deeds = calls(view), calls(view, DEEDS)
    texts = [one.quote for one in (*asked, *deeds)]
    packed = _vectors([*asked, *deeds], encoding, folder if _about(folder) else before) if encoding else None
    vectors = packed.values.astype(np.float32) * packed.scales[:, None] if packed else None
    names = names_of(registry)
    chained = chains(asked, vectors[: len(asked)] if vectors is not None else None, names=names)
    answered = answers(asked, deeds, vectors, names=names)
    aside = folder / f".{FOLDER}-{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        pq.write_table(_chain_rows(chained), aside / CHAINS)
        rows = [asdict(one) for call in asked for one in answered.get(call.id, ())]
        pq.write_table(pa.Table.from_pylist(rows, schema=_ANSWERS), aside / ANSWERS)
        if packed:
            packed.save(aside)
            np.save(aside / TEXTS, _hashes(texts))
        about = {
            "format": _format(),
            "encoder": version,
            "calls": len(asked),
            "registry": registry.version,
            "read": read(folder, view.manifest, _read(before)),
        }
        (aside / ABOUT).write_text(json.dumps(about), encoding="utf-8")
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        aside.rename(folder / FOLDER)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def take_over(
    folder: Path, manifest: Manifest, before: Path, registry: Registry, encoder: Encoder | None = None
) -> bool:
    """Take chains and answers from the edition before where nothing that they were made from changed; tells whether.

    Where an encoder is given, only those that its vectors were compared for: words alone give way to meaning, and
    never the other way. Their files are shared. Raises OSError where the disk refuses.
    """
    about = made(before)
    if about is None or about.get("registry") != registry.version:
        return False
    if encoder and about.get("encoder") != encoder.version:
        return False
    now = read(folder, manifest, _read(before))
    if not same(now, _read(before)):
        return False
    share(before / FOLDER, folder / FOLDER, {ABOUT: json.dumps({**about, "read": now})})
    return True


def share(old: Path, new: Path, written: Mapping[str, str]) -> None:
    """Make a folder of the files of another, by links where the disk has them, but for those that are written anew."""
    aside = new.with_name(f".{new.name}-{os.getpid()}")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(old, aside, copy_function=_linked)
    for name, text in written.items():
        (aside / name).unlink(missing_ok=True)
        (aside / name).write_text(text, encoding="utf-8")
    shutil.rmtree(new, ignore_errors=True)
    aside.rename(new)


def _linked(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def changed(folder: Path, manifest: Manifest, before: Path) -> float:
    """Share of the buckets in which calls or deeds changed since the edition before, from 0 to 1."""
    return differing(read(folder, manifest, _read(before)), _read(before))


def _read(folder: Path | None) -> Read:
    about = _about(folder) if folder else None
    found: Read = (about or {}).get("read") or {}
    return found


def open_follow_up(folder: Path, view: View) -> FollowUp | None:
    """What a view may show of what is kept; None where nothing is, or it is damaged."""
    about = made(folder)
    if about is None:
        return None
    try:
        chain_rows = pq.read_table(folder / FOLDER / CHAINS).to_pylist()
        answer_rows = pq.read_table(folder / FOLDER / ANSWERS).to_pylist()
    except (OSError, pa.ArrowException):
        return None
    known = {one.id: one for one in calls(view)}
    deeds = set(view.table(["id"]).column("id").to_pylist())
    kept = _chains(chain_rows, known)
    found: dict[str, list[Answer]] = {}
    for row in answer_rows:
        if row["call"] in known and row["statement"] in deeds:
            found.setdefault(row["call"], []).append(Answer(**{**row, "status": Status(row["status"])}))
    return FollowUp(
        chains=tuple(kept),
        chain_of={call.id: chain for chain in kept for call in chain.calls},
        answers={call: tuple(ones) for call, ones in found.items()},
        meaning=bool(about.get("encoder")),
    )


def kept_vectors(folder: Path, texts: Sequence[str], encoder: Encoder) -> Floats | None:
    """Vectors of sentences as far as an edition's folder keeps them, zeros for the others; None where it keeps none."""
    known = _known(folder, encoder)
    if known is None:
        return None
    rows = _taken(known, _hashes(texts))[0]
    return (rows.values.astype(np.float32) * rows.scales[:, None]).astype(np.float32)


def followed(view: View, registry: Registry, vectors: Floats | None = None) -> FollowUp:
    """The same made at once and kept nowhere, by words alone where no vectors are given (calls first, then deeds)."""
    asked, deeds = calls(view), calls(view, DEEDS)
    names = names_of(registry)
    found = [
        one
        for one in chains(asked, vectors[: len(asked)] if vectors is not None else None, names=names)
        if len(one.calls) > 1
    ]
    return FollowUp(
        chains=tuple(found),
        chain_of={call.id: chain for chain in found for call in chain.calls},
        answers=answers(asked, deeds, vectors, names=names),
        meaning=vectors is not None,
    )


def names_of(registry: Registry) -> Names:
    """How States and entities are printed, by id."""
    states = {one.id: tuple(one.names.values()) for one in registry.states.values()}
    return states | {one.id: tuple(one.names.values()) for one in registry.entities.values()}


def _chains(rows: Sequence[dict[str, Any]], known: Mapping[str, Call]) -> list[Chain]:
    """Chains of the calls that a view shows; a tie to a call that it does not show goes to the first of the chain."""
    members: dict[int, list[Call]] = {}
    ties: dict[str, Tie] = {}
    for row in rows:
        if row["call"] in known:
            members.setdefault(row["chain"], []).append(known[row["call"]])
            if row["like"]:
                ties[row["call"]] = Tie(**{name: row[name] for name in Tie.__dataclass_fields__})
    found = []
    for ones in members.values():
        ordered = oldest_first(ones)
        if len(ordered) > 1:
            shown = [ties.get(one.id) or ties[ordered[0].id] for one in ordered[1:]]
            found.append(Chain(calls=tuple(ordered), ties=tuple(shown)))
    return sorted(found, key=lambda one: (-len(one.calls), one.calls[0].date or "9", one.id))


def _chain_rows(found: Sequence[Chain]) -> pa.Table:
    rows = []
    for number, chain in enumerate(one for one in found if len(one.calls) > 1):
        rows.append({"chain": number, "call": chain.id})
        rows += [{"chain": number, **asdict(tie)} for tie in chain.ties]
    return pa.Table.from_pylist(rows, schema=_CHAINS)


def _vectors(asked: Sequence[Call], encoding: Encoding, before: Path | None) -> Packed:
    """Vectors of what calls and deeds say: those that the edition before has are taken from there."""
    texts = [one.quote for one in asked]
    hashes = _hashes(texts)
    known = _known(before, encoding.encoder) if before else None
    rows, there = _taken(known, hashes) if known else (empty(len(texts)), np.zeros(len(texts), np.bool_))
    if encoding.told:
        encoding.told(int(there.sum()))
    fresh = np.flatnonzero(~there)
    wanted = [texts[int(one)] for one in fresh]
    if encoding.workers > 1:
        encode_ahead(wanted, shipped_encoder)
        look_at(asked)
    made_now = encode_many(
        wanted,
        encoding.encoder,
        source=shipped_encoder,
        workers=encoding.workers,
        done=encoding.told,
    )
    rows.values[fresh], rows.scales[fresh] = made_now.values, made_now.scales
    return rows


type _Known = tuple[npt.NDArray[np.uint64], Packed]


def _taken(known: _Known, hashes: npt.NDArray[np.uint64]) -> tuple[Packed, npt.NDArray[np.bool_]]:
    """Rows for sentences by their hashes, and which of them there are."""
    order = np.argsort(known[0])
    at = np.minimum(np.searchsorted(known[0][order], hashes), len(order) - 1)
    there = known[0][order][at] == hashes
    return known[1].taken(np.where(there, order[at], -1)), there


def _known(before: Path, encoder: Encoder) -> _Known | None:
    about = _about(before)
    if about is None or about.get("encoder") != encoder.version:
        return None
    try:
        hashes = np.load(before / FOLDER / TEXTS)
        return (hashes, load_vectors(before / FOLDER)) if len(hashes) else None
    except (OSError, ValueError):
        return None


def _hashes(texts: Sequence[str]) -> npt.NDArray[np.uint64]:
    digests = (hashlib.blake2b(one.encode("utf-8", "replace"), digest_size=8).digest() for one in texts)
    return np.array([int.from_bytes(one) for one in digests], dtype=np.uint64)

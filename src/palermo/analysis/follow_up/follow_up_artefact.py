"""Follow-up of an edition as an artefact: chains and answers are computed once and stored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from palermo.analysis.follow_up.answers import FollowUpAnswer, FollowUpStatus, find_answers
from palermo.analysis.follow_up.chains import Chain, ChainLink, build_chains, split_restatements
from palermo.analysis.follow_up.items import (
    ITEM_COLUMNS,
    FollowUpItem,
    load_items,
    load_recommendations,
    sort_by_date,
)
from palermo.analysis.follow_up.sentence_vectors import (
    FOLDER,
    TEXT_HASHES_FILE,
    EncodingConfig,
    encode_items,
    hash_texts,
    unpack_vectors,
)
from palermo.analysis.follow_up.similarity import PrintedNames
from palermo.edition import (
    ArtefactFiles,
    ArtefactStore,
    InputFingerprint,
    InputSelection,
    Manifest,
    View,
    compute_changed_share,
    compute_fingerprint,
    is_same_input,
)
from palermo.embeddings import Encoder, VectorArray
from palermo.registry import Registry
from palermo.source_version import compute_source_version
from palermo.statements import ACTION_KINDS, CALL_KINDS, StatementKind

CHAINS_FILE, ANSWERS_FILE = "chains.parquet", "answers.parquet"
INPUT_KINDS = (*CALL_KINDS, *ACTION_KINDS)
"""Kinds of statements that are read; an appraisal reads the same."""
_INPUT = InputSelection(
    kinds=INPUT_KINDS,
    statement_columns=(*ITEM_COLUMNS, "standing", "same_as"),
    document_columns=("id", "work", "date", "nature"),
)

_TEXT_TYPE = pa.string()
_CHAINS_SCHEMA = pa.schema(
    {"chain": pa.int32(), "call": _TEXT_TYPE, "earlier": _TEXT_TYPE, "kind": _TEXT_TYPE}
    | {"score": pa.float32(), "words": pa.float32(), "cosine": pa.float32()}
)
_ANSWERS_SCHEMA = pa.schema(
    {"call": _TEXT_TYPE, "statement": _TEXT_TYPE, "status": _TEXT_TYPE, "score": pa.float32()}
    | {"words": pa.float32(), "meaning": pa.float32(), "same_work": pa.bool_()}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Chains and answers of an edition that a view may show."""

    chains: tuple[Chain, ...]
    """Chains of two or more recommendations, longest first."""
    chain_by_call: Mapping[str, Chain]
    """By id of each recommendation that is part of a chain."""
    answers: Mapping[str, tuple[FollowUpAnswer, ...]]
    """By id of the recommendation, best score first; recommendations without answers are omitted."""
    meaning: bool
    """Whether embeddings were compared in addition to words."""


def load_manifest(store: ArtefactStore) -> dict[str, Any] | None:
    """Return the manifest of an edition's follow-up, or None if it is missing or of another format."""
    manifest = store.load_manifest(FOLDER)
    return manifest if manifest and manifest.get("format") == _compute_format() else None


def _compute_format() -> str:
    """Return the version of the code, the lexicon and the weights that chains and answers depend on."""
    return compute_source_version("analysis/follow_up/*", "languages/*.py", "languages/*/analysis.yaml")


def save_follow_up(
    store: ArtefactStore,
    view: View,
    registry: Registry,
    encoding: EncodingConfig | None = None,
    *,
    previous: ArtefactStore | None = None,
) -> None:
    """Compute chains and answers from a view that shows everything, and store them with the edition.

    Does nothing if they are stored and up to date. Sentence vectors are reused from `previous`, the store of another
    edition, if it has them. Raises OSError if files cannot be written.
    """
    manifest = load_manifest(store)
    version = encoding.encoder.version if encoding else None
    if manifest and version in (None, manifest.get("encoder")):
        return
    calls, acts = load_items(view), load_items(view, ACTION_KINDS)
    items = [*calls, *acts]
    packed = encode_items(items, encoding, store if store.load_manifest(FOLDER) else previous) if encoding else None
    chains, answers = _compare_items(calls, acts, registry, unpack_vectors(packed) if packed else None)
    answer_rows = [asdict(answer) for call in calls for answer in answers.get(call.id, ())]
    contents = ArtefactFiles(
        manifest={
            "format": _compute_format(),
            "encoder": version,
            "calls": len(calls),
            "registry": registry.version,
            "read": _fingerprint_input(store, view.manifest, previous),
        },
        tables={
            CHAINS_FILE: _build_chain_table(chains),
            ANSWERS_FILE: pa.Table.from_pylist(answer_rows, schema=_ANSWERS_SCHEMA),
        },
        arrays={TEXT_HASHES_FILE: hash_texts([item.quote for item in items])} if packed else {},
        vectors=packed,
    )
    store.save(FOLDER, contents)


def reuse_follow_up(
    store: ArtefactStore,
    manifest: Manifest,
    previous: ArtefactStore,
    registry: Registry,
    encoder: Encoder | None = None,
) -> bool:
    """Reuse the previous edition's follow-up if its inputs are unchanged; return whether it was reused.

    With an encoder, a follow-up is reused only if it compared the vectors of that encoder. Files are shared. Raises
    OSError if files cannot be written.
    """
    stored = load_manifest(previous)
    if stored is None or stored.get("registry") != registry.version:
        return False
    if encoder and stored.get("encoder") != encoder.version:
        return False
    fingerprint = _fingerprint_input(store, manifest, previous)
    if not is_same_input(fingerprint, _load_fingerprint(previous)):
        return False
    store.link_from(previous, FOLDER, {**stored, "read": fingerprint})
    return True


def compute_input_change(store: ArtefactStore, manifest: Manifest, previous: ArtefactStore) -> float:
    """Return the share (0 to 1) of buckets whose recommendations or acts changed since `previous`."""
    return compute_changed_share(_fingerprint_input(store, manifest, previous), _load_fingerprint(previous))


def _fingerprint_input(store: ArtefactStore, manifest: Manifest, previous: ArtefactStore | None) -> InputFingerprint:
    return compute_fingerprint(store.folder, manifest, _INPUT, _load_fingerprint(previous))


def _load_fingerprint(store: ArtefactStore | None) -> InputFingerprint:
    manifest = store.load_manifest(FOLDER) if store else None
    fingerprint: InputFingerprint = (manifest or {}).get("read") or {}
    return fingerprint


def open_follow_up(
    store: ArtefactStore, view: View, known: Mapping[str, FollowUpItem] = MappingProxyType({})
) -> FollowUp | None:
    """Return the part of the stored follow-up that a view may show; None if it is missing or damaged.

    known: recommendations by id, which are not read again.
    """
    manifest = load_manifest(store)
    tables = store.load_rows(FOLDER, CHAINS_FILE, ANSWERS_FILE) if manifest else None
    if manifest is None or tables is None:
        return None
    chain_rows, answer_rows = tables
    places = view.select_columns(["id", "kind", "document"])
    visible = frozenset(places["id"].to_pylist())
    calls = _map_documents(places.filter(pc.equal(places["kind"], StatementKind.RECOMMENDATION.value)))
    answers: dict[str, list[FollowUpAnswer]] = {}
    for row in answer_rows:
        if row["call"] in calls and row["statement"] in visible:
            answer = FollowUpAnswer(**{**row, "status": FollowUpStatus(row["status"])})
            answers.setdefault(row["call"], []).append(answer)
    return _build_follow_up(
        _rebuild_chains(chain_rows, load_recommendations(view, _select_linked(chain_rows, calls), known)),
        {call: tuple(follow_up_answers) for call, follow_up_answers in answers.items()},
        meaning=bool(manifest.get("encoder")),
    )


def _map_documents(places: pa.Table) -> dict[str, str]:
    """Return the ids of documents by those of their statements."""
    return dict(zip(places["id"].to_pylist(), places["document"].to_pylist(), strict=True))


def _select_linked(chain_rows: Sequence[Mapping[str, Any]], calls: Mapping[str, str]) -> dict[str, str]:
    """Return the visible recommendations of chains that have at least two of them, with their documents."""
    visible = [row for row in chain_rows if row["call"] in calls]
    sizes = Counter(row["chain"] for row in visible)
    return {row["call"]: calls[row["call"]] for row in visible if sizes[row["chain"]] > 1}


def compute_follow_up(view: View, registry: Registry) -> FollowUp:
    """Compute chains and answers by words alone, without storing them."""
    chains, answers = _compare_items(load_items(view), load_items(view, ACTION_KINDS), registry, None)
    return _build_follow_up([chain for chain in chains if len(chain.calls) > 1], answers, meaning=False)


def collect_printed_names(registry: Registry) -> PrintedNames:
    """Return the printed names of States and entities, by id."""
    states = {state.id: tuple(state.names.values()) for state in registry.states.values()}
    return states | {entity.id: tuple(entity.names.values()) for entity in registry.entities.values()}


def _compare_items(
    calls: Sequence[FollowUpItem], acts: Sequence[FollowUpItem], registry: Registry, vectors: VectorArray | None
) -> tuple[list[Chain], Mapping[str, tuple[FollowUpAnswer, ...]]]:
    names = collect_printed_names(registry)
    chains = build_chains(calls, vectors[: len(calls)] if vectors is not None else None, names=names)
    return chains, find_answers(calls, acts, vectors, names=names)


def _build_follow_up(
    chains: Sequence[Chain], answers: Mapping[str, tuple[FollowUpAnswer, ...]], *, meaning: bool
) -> FollowUp:
    return FollowUp(
        chains=tuple(chains),
        chain_by_call={call.id: chain for chain in chains for call in chain.calls},
        answers=answers,
        meaning=meaning,
    )


def _rebuild_chains(rows: Sequence[dict[str, Any]], items_by_id: Mapping[str, FollowUpItem]) -> list[Chain]:
    """Rebuild the chains of visible recommendations.

    A link to a hidden recommendation is replaced by the link to the first one of the chain. Restatements are taken out
    again, as the view may name fewer bodies than the edition.
    """
    members: dict[int, list[FollowUpItem]] = {}
    links: dict[str, ChainLink] = {}
    for row in rows:
        if row["call"] in items_by_id:
            members.setdefault(row["chain"], []).append(items_by_id[row["call"]])
            if row["earlier"]:
                links[row["call"]] = ChainLink(**{name: row[name] for name in ChainLink.__dataclass_fields__})
    chains: list[Chain] = []
    for items in members.values():
        ordered = sort_by_date(items)
        if len(ordered) > 1:
            chain_links = [links.get(item.id) or links[ordered[0].id] for item in ordered[1:]]
            chain = Chain(calls=tuple(ordered), links=tuple(chain_links))
            chains += (part for part in split_restatements(chain) if len(part.calls) > 1)
    return sorted(chains, key=lambda chain: (-len(chain.calls), chain.calls[0].date or "9", chain.id))


def _build_chain_table(chains: Sequence[Chain]) -> pa.Table:
    rows = []
    for number, chain in enumerate(chain for chain in chains if len(chain.calls) > 1):
        rows.append({"chain": number, "call": chain.id})
        rows += [{"chain": number, **asdict(link)} for link in chain.links]
    return pa.Table.from_pylist(rows, schema=_CHAINS_SCHEMA)

"""Appraisals of an edition: semantic matches are stored; citations are matched when they are read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa

from palermo.analysis.appraisal.instrument_appraisal import InstrumentAppraisal, appraise, load_statement_rows
from palermo.analysis.appraisal.matching import (
    ProvisionMatch,
    describe_provision,
    list_provisions,
    match_citations,
    match_semantically,
    merge_matches,
)
from palermo.analysis.availability import match_instrument_texts
from palermo.analysis.follow_up import load_sentence_vectors
from palermo.edition import NO_FILTERS, ArtefactFiles, ArtefactStore, Filters, View
from palermo.embeddings import Encoder, VectorArray
from palermo.errors import NotFound
from palermo.grouping import group_items
from palermo.registry import Registry
from palermo.source_version import compute_source_version
from palermo.statements import Document
from palermo.vocabulary import load_vocabulary

FOLDER, MATCHES_FILE = "appraisal", "matches.parquet"
_MATCHES_SCHEMA = pa.schema(
    {"instrument": pa.string(), "number": pa.int32(), "statement": pa.string(), "similarity": pa.float32()}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalSet:
    """All instruments with provisions, appraised against one edition, in the registry's order."""

    appraisals: tuple[InstrumentAppraisal, ...]

    def get_appraisal(self, name: str, registry: Registry) -> InstrumentAppraisal:
        """Return the appraisal of an instrument by its id or symbol; raises NotFound if it has no provision."""
        by_id = {appraisal.instrument.id: appraisal for appraisal in self.appraisals}
        instrument = registry.get_instrument(name)
        if instrument is None or instrument.id not in by_id:
            hint = f"Use one of {', '.join(by_id)}"
            raise NotFound(f"instrument {name[:60]!r}", "no instrument with provisions has that id", hint)
        return by_id[instrument.id]


def has_matches(store: ArtefactStore, registry: Registry, encoder: Encoder | None = None) -> bool:
    """Return True if matches by the current provisions and vocabulary are stored with an edition.

    With an encoder, they must be by its vectors; without, by those of any encoder.
    """
    manifest = store.load_manifest(FOLDER)
    required = _build_version_key(registry) | ({"encoder": encoder.version} if encoder else {})
    return manifest is not None and required.items() <= manifest.items()


def _build_version_key(registry: Registry) -> dict[str, str]:
    """Return the versions that matches depend on, apart from statements and their vectors."""
    code = compute_source_version("analysis/appraisal/*", "analysis/follow_up/*")
    return {"format": code, "registry": registry.version, "vocabulary": load_vocabulary().version}


def save_matches(store: ArtefactStore, view: View, registry: Registry, encoder: Encoder) -> None:
    """Match all statements of an unrestricted view with provisions by similarity, and store the matches.

    Uses the vectors that are stored with the edition's follow-up; without them, does nothing. Raises OSError.
    """
    rows = load_statement_rows(view)
    vectors = load_sentence_vectors(store, [row["quote"] for row in rows], encoder)
    if has_matches(store, registry, encoder) or vectors is None:
        return
    provisions = list_provisions(registry)
    texts = tuple(describe_provision(instrument, provision) for _, instrument, provision in provisions)
    provision_vectors = _encode_provisions(encoder.encode, texts)
    texts_by_id = _list_text_ids(view.list_documents(), registry)
    matches = map(asdict, match_semantically(rows, vectors, provisions, provision_vectors, registry, texts_by_id))
    table = pa.Table.from_pylist(
        [{name: match[name] for name in _MATCHES_SCHEMA.names} for match in matches], schema=_MATCHES_SCHEMA
    )
    manifest = _build_version_key(registry) | {"encoder": encoder.version}
    store.save(FOLDER, ArtefactFiles(manifest=manifest, tables={MATCHES_FILE: table}))


def _list_text_ids(documents: Iterable[Document], registry: Registry) -> Mapping[str, frozenset[str]]:
    """Return by id of an instrument the ids of the documents that are its text or a digest of it."""
    instrument_texts = match_instrument_texts(registry.instruments.values(), documents)
    return {id: frozenset(document.id for document in texts) for id, texts in instrument_texts.items()}


@lru_cache(maxsize=1)
def _encode_provisions(encode: Callable[[Sequence[str]], VectorArray], texts: tuple[str, ...]) -> VectorArray:
    """Encode the provisions of the registry, which are the same for each edition that a process compares."""
    return np.asarray(encode(texts), dtype=np.float32)


def reuse_matches(
    store: ArtefactStore, previous: ArtefactStore, registry: Registry, encoder: Encoder | None = None
) -> bool:
    """Copy the matches of the previous edition, which has the same statements; return whether it had any.

    With an encoder, only matches by its vectors are copied. Raises OSError if files cannot be written.
    """
    if not has_matches(previous, registry, encoder):
        return False
    store.link_from(previous, FOLDER)
    return True


def appraise_instruments(
    store: ArtefactStore, view: View, registry: Registry, filters: Filters = NO_FILTERS
) -> AppraisalSet:
    """Appraise every instrument with provisions by the visible statements that match the filters."""
    rows = load_statement_rows(view, filters)
    rows_by_id = {row["id"]: row for row in rows}
    documents = {document.id: document for document in view.list_documents()}
    matches = merge_matches(match_citations(rows, registry), _load_matches(store, registry))
    by_instrument = group_items(matches, lambda match: match.instrument)
    texts_by_id = _list_text_ids(documents.values(), registry)
    return AppraisalSet(
        appraisals=tuple(
            appraise(
                instrument,
                by_instrument.get(instrument.id, ()),
                rows_by_id,
                documents,
                registry,
                texts_by_id.get(instrument.id, ()),
            )
            for instrument in registry.instruments.values()
            if instrument.provisions
        )
    )


def _load_matches(store: ArtefactStore, registry: Registry) -> list[ProvisionMatch]:
    tables = store.load_rows(FOLDER, MATCHES_FILE) if has_matches(store, registry) else None
    return [ProvisionMatch(**row) for row in tables[0]] if tables else []

"""What an edition keeps for appraisals: statements that stand with a provision by meaning; citations are read anew."""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from palermo.analysis.appraisal.instrument_appraisal import InstrumentAppraisal, appraise, load_statement_rows
from palermo.analysis.appraisal.matching import (
    MatchBasis,
    ProvisionMatch,
    describe_provision,
    list_provisions,
    match_citations,
    match_semantically,
)
from palermo.analysis.follow_up import link_folder, load_sentence_vectors
from palermo.edition import NO_FILTERS, Filters, View
from palermo.embeddings import Encoder
from palermo.errors import NotFound
from palermo.registry import Registry
from palermo.vocabulary import load_vocabulary as load_vocabulary

FORMAT_VERSION = "3"
"""Grows when matches would come out in another way."""
FOLDER, MANIFEST_FILE, MATCHES_FILE = "appraisal", "about.json", "matches.parquet"
_MATCHES_SCHEMA = pa.schema(
    {"instrument": pa.string(), "number": pa.int32(), "statement": pa.string(), "score": pa.float32()}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalSet:
    """All instruments with verified provisions, appraised against one edition, in the registry's order."""

    appraisals: tuple[InstrumentAppraisal, ...]
    meaning: bool
    """Whether meaning was compared, or citations alone."""

    def get_appraisal(self, instrument: str) -> InstrumentAppraisal:
        """The appraisal of an instrument by its id; raises NotFound for one that has no verified provision."""
        for one in self.appraisals:
            if one.instrument.id == instrument:
                return one
        known = ", ".join(one.instrument.id for one in self.appraisals)
        raise NotFound(
            f"instrument {instrument[:60]!r}", "none with verified provisions has that id", f"Take one of {known}"
        )


def has_matches(folder: Path, registry: Registry, encoder: Encoder | None = None) -> bool:
    """Whether matches of an edition's folder are there, made with these provisions and the words of today.

    Where an encoder is given, they are by its vectors; else by those of any.
    """
    about = _read_manifest(folder)
    wanted = _build_version_key(registry) | ({"encoder": encoder.version} if encoder else {})
    return isinstance(about, dict) and wanted.items() <= about.items()


def _build_version_key(registry: Registry) -> dict[str, str]:
    """What matches rest on beside statements and their vectors."""
    return {"format": FORMAT_VERSION, "registry": registry.version, "vocabulary": load_vocabulary().version}


def save_matches(folder: Path, view: View, registry: Registry, encoder: Encoder) -> None:
    """Match the statements of a view that shows everything with all provisions, and keep what stands by meaning.

    Vectors are those that the edition's follow-up keeps; without them nothing is done. Raises OSError.
    """
    rows = load_statement_rows(view)
    vectors = load_sentence_vectors(folder, [row["quote"] for row in rows], encoder)
    if has_matches(folder, registry, encoder) or vectors is None:
        return
    provisions = list_provisions(registry)
    own = encoder.encode([describe_provision(instrument, provision) for _, instrument, provision in provisions])
    found = [
        asdict(one)
        for one in match_semantically(rows, vectors, provisions, np.asarray(own, dtype=np.float32), registry)
    ]
    aside = folder / f".{FOLDER}-{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        table = pa.Table.from_pylist(
            [{name: one[name] for name in _MATCHES_SCHEMA.names} for one in found], schema=_MATCHES_SCHEMA
        )
        pq.write_table(table, aside / MATCHES_FILE)
        about = _build_version_key(registry) | {"encoder": encoder.version}
        (aside / MANIFEST_FILE).write_text(json.dumps(about), encoding="utf-8")
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        aside.rename(folder / FOLDER)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def reuse_matches(folder: Path, previous_folder: Path, registry: Registry, encoder: Encoder | None = None) -> bool:
    """Take what is matched from the edition before, which reads the same statements; tells whether it was there.

    Where an encoder is given, only what is matched by its vectors. Raises OSError where the disk refuses.
    """
    if not has_matches(previous_folder, registry, encoder):
        return False
    link_folder(previous_folder / FOLDER, folder / FOLDER, {})
    return True


def appraise_instruments(folder: Path, view: View, registry: Registry, filters: Filters = NO_FILTERS) -> AppraisalSet:
    """Appraise every instrument with verified provisions by the statements that a view shows and the filters find."""
    rows = load_statement_rows(view, filters)
    by_id = {row["id"]: row for row in rows}
    documents = {one.id: one for one in view.list_documents()}
    kept = _load_matches(folder, registry)
    found = {(one.instrument, one.number, one.statement): one for one in match_citations(rows, registry)}
    citing = {(one.instrument, one.statement) for one in found.values() if one.number is not None}
    for one in kept or ():
        if (one.instrument, one.statement) not in citing:
            found.setdefault((one.instrument, one.number, one.statement), one)
    by_instrument: dict[str, list[ProvisionMatch]] = {}
    for one in found.values():
        by_instrument.setdefault(one.instrument, []).append(one)
    return AppraisalSet(
        appraisals=tuple(
            appraise(one, by_instrument.get(one.id, ()), by_id, documents, registry)
            for one in registry.instruments.values()
            if one.provisions
        ),
        meaning=kept is not None,
    )


def _load_matches(folder: Path, registry: Registry) -> list[ProvisionMatch] | None:
    if not has_matches(folder, registry):
        return None
    try:
        rows = pq.read_table(folder / FOLDER / MATCHES_FILE).to_pylist()
    except (OSError, pa.ArrowException):
        return None
    return [ProvisionMatch(how=MatchBasis.SEMANTIC, **row) for row in rows]


def _read_manifest(folder: Path) -> object:
    try:
        return json.loads((folder / FOLDER / MANIFEST_FILE).read_bytes())
    except (OSError, ValueError):
        return None

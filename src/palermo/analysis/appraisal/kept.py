"""What an edition keeps for appraisals: statements that stand with a provision by meaning; citations are read anew."""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from palermo.analysis.appraisal.appraising import Appraisal, appraise, statement_rows
from palermo.analysis.appraisal.matching import How, Match, cited, in_words, meant, places
from palermo.analysis.follow_up import kept_vectors, share
from palermo.edition import ALL, Filters, View
from palermo.errors import NotFound
from palermo.registry import Registry
from palermo.vectors import Encoder
from palermo.vocabulary import load as load_vocabulary

FORMAT = "3"
"""Grows when matches would come out in another way."""
FOLDER, ABOUT, MATCHES = "appraisal", "about.json", "matches.parquet"
_MATCHES = pa.schema({"instrument": pa.string(), "number": pa.int32(), "statement": pa.string(), "score": pa.float32()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisals:
    """All instruments with verified provisions, appraised against one edition, in the registry's order."""

    appraisals: tuple[Appraisal, ...]
    meaning: bool
    """Whether meaning was compared, or citations alone."""

    def of(self, instrument: str) -> Appraisal:
        """The appraisal of an instrument by its id; raises NotFound for one that has no verified provision."""
        for one in self.appraisals:
            if one.instrument.id == instrument:
                return one
        known = ", ".join(one.instrument.id for one in self.appraisals)
        raise NotFound(
            f"instrument {instrument[:60]!r}", "none with verified provisions has that id", f"Take one of {known}"
        )


def made(folder: Path, registry: Registry, encoder: Encoder | None = None) -> bool:
    """Whether matches of an edition's folder are there, made with these provisions and the words of today.

    Where an encoder is given, they are by its vectors; else by those of any.
    """
    about = _about(folder)
    wanted = _made_by(registry) | ({"encoder": encoder.version} if encoder else {})
    return isinstance(about, dict) and wanted.items() <= about.items()


def _made_by(registry: Registry) -> dict[str, str]:
    """What matches rest on beside statements and their vectors."""
    return {"format": FORMAT, "registry": registry.version, "vocabulary": load_vocabulary().version}


def keep(folder: Path, view: View, registry: Registry, encoder: Encoder) -> None:
    """Match the statements of a view that shows everything with all provisions, and keep what stands by meaning.

    Vectors are those that the edition's follow-up keeps; without them nothing is done. Raises OSError.
    """
    rows = statement_rows(view)
    vectors = kept_vectors(folder, [row["quote"] for row in rows], encoder)
    if made(folder, registry, encoder) or vectors is None:
        return
    provisions = places(registry)
    own = encoder.encode([in_words(instrument, provision) for _, instrument, provision in provisions])
    found = [asdict(one) for one in meant(rows, vectors, provisions, np.asarray(own, dtype=np.float32), registry)]
    aside = folder / f".{FOLDER}-{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    try:
        table = pa.Table.from_pylist([{name: one[name] for name in _MATCHES.names} for one in found], schema=_MATCHES)
        pq.write_table(table, aside / MATCHES)
        about = _made_by(registry) | {"encoder": encoder.version}
        (aside / ABOUT).write_text(json.dumps(about), encoding="utf-8")
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        aside.rename(folder / FOLDER)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def take_over(folder: Path, before: Path, registry: Registry, encoder: Encoder | None = None) -> bool:
    """Take what is matched from the edition before, which reads the same statements; tells whether it was there.

    Where an encoder is given, only what is matched by its vectors. Raises OSError where the disk refuses.
    """
    if not made(before, registry, encoder):
        return False
    share(before / FOLDER, folder / FOLDER, {})
    return True


def appraisals(folder: Path, view: View, registry: Registry, filters: Filters = ALL) -> Appraisals:
    """Appraise every instrument with verified provisions by the statements that a view shows and the filters find."""
    rows = statement_rows(view, filters)
    by_id = {row["id"]: row for row in rows}
    documents = {one.id: one for one in view.documents()}
    kept = _kept(folder, registry)
    found = {(one.instrument, one.number, one.statement): one for one in cited(rows, registry)}
    citing = {(one.instrument, one.statement) for one in found.values() if one.number is not None}
    for one in kept or ():
        if (one.instrument, one.statement) not in citing:
            found.setdefault((one.instrument, one.number, one.statement), one)
    by_instrument: dict[str, list[Match]] = {}
    for one in found.values():
        by_instrument.setdefault(one.instrument, []).append(one)
    return Appraisals(
        appraisals=tuple(
            appraise(one, by_instrument.get(one.id, ()), by_id, documents, registry)
            for one in registry.instruments.values()
            if one.provisions
        ),
        meaning=kept is not None,
    )


def _kept(folder: Path, registry: Registry) -> list[Match] | None:
    if not made(folder, registry):
        return None
    try:
        rows = pq.read_table(folder / FOLDER / MATCHES).to_pylist()
    except (OSError, pa.ArrowException):
        return None
    return [Match(how=How.MEANT, **row) for row in rows]


def _about(folder: Path) -> object:
    try:
        return json.loads((folder / FOLDER / ABOUT).read_bytes())
    except (OSError, ValueError):
        return None

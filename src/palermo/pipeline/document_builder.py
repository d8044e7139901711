"""Documents from readings and catalogue rows; a catalogue row takes precedence over print."""

from dataclasses import asdict, replace

from palermo.extraction.rows import SURVEY_FORM_MARK
from palermo.linking import WorkPlacement
from palermo.pipeline.stages import Stages
from palermo.reading import TABLE_MEDIA_TYPES, ParsedDocument
from palermo.sources import CatalogueRow
from palermo.statements import Document, Nature, compute_work_id, hash_json


def build_document(reading: ParsedDocument, source: str, row: CatalogueRow | None) -> Document:
    """Merge a document's printed metadata with its catalogue row; its Work has no other document yet."""
    row = row or CatalogueRow(file=source, line=0)
    masthead = replace(
        reading.masthead,
        symbol=row.symbol or reading.masthead.symbol,
        date=row.date or reading.masthead.date,
    )
    return Document(
        id=reading.document,
        work=compute_work_id(masthead.symbol, reading.document),
        source=source,
        media_type=reading.media_type,
        size=reading.size,
        pages=reading.pages,
        language=row.language or reading.language,
        nature=row.nature or _determine_nature(reading),
        masthead=masthead,
        title=row.title or reading.title,
        publishers=row.publishers,
        address=row.address,
        of=row.of,
        visibility=row.visibility or "public",
        full_text=True if row.full_text is None else row.full_text,
        recovered=reading.recovered,
        recognised=reading.recognised,
    )


def _determine_nature(reading: ParsedDocument) -> Nature:
    if reading.is_digest:
        return Nature.DIGEST
    if reading.media_type not in TABLE_MEDIA_TYPES:
        return Nature.ORIGINAL
    return Nature.SURVEY if any(SURVEY_FORM_MARK in passage.text for passage in reading.passages[:3]) else Nature.TABLE


def apply_placement(document: Document, placement: WorkPlacement) -> Document:
    """Return a document with its place in its Work."""
    return replace(
        document, work=placement.work, version=placement.version, joined=placement.joined, base=placement.base
    )


def compute_entry_key(extraction: str, source: str, row: CatalogueRow | None, stages: Stages) -> str:
    """Return the hash of all inputs of a document's rows except its Work.

    The extraction's key includes the reading's.
    """
    row_fields = {name: value for name, value in asdict(row).items() if name not in {"file", "line"}} if row else None
    return hash_json("entry", extraction, source, row_fields, stages.linking_version, stages.registry_version)

"""A reading and its catalogue row as one Document: what people say in the catalogue stands above what is printed."""

from dataclasses import asdict, replace

from palermo.extraction.rows import SURVEY_FORM_MARK
from palermo.linking import WorkPlacement
from palermo.pipeline.stages import Stages
from palermo.reading import TABLE_MEDIA_TYPES, ParsedDocument
from palermo.sources import CatalogueRow
from palermo.statements import Document, Nature, compute_work_id, hash_json


def build_document(reading: ParsedDocument, source: str, row: CatalogueRow | None) -> Document:
    """Merge what the document prints about itself with its row of the catalogue; it stands alone in its Work so far."""
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
    if reading.media_type not in TABLE_MEDIA_TYPES:
        return Nature.ORIGINAL
    return Nature.SURVEY if any(SURVEY_FORM_MARK in passage.text for passage in reading.passages[:3]) else Nature.TABLE


def apply_work_position(document: Document, position: WorkPlacement) -> Document:
    """Put a document into its place in its Work."""
    return replace(document, work=position.work, version=position.version, joined=position.joined, base=position.base)


def compute_entry_key(extraction: str, source: str, row: CatalogueRow | None, stages: Stages) -> str:
    """Hash of all that a document's rows depend on, but for its Work; the extraction's key holds the reading's."""
    said = {name: value for name, value in asdict(row).items() if name not in {"file", "line"}} if row else None
    return hash_json("entry", extraction, source, said, stages.linking_version, stages.registry_version)

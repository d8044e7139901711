"""A reading and its catalogue row as one Document: what people say in the catalogue stands above what is printed."""

from dataclasses import asdict, replace

from palermo.extraction.rows import FORM
from palermo.linking import Place
from palermo.pipeline.stages import Stages
from palermo.reading import TABLES, Reading
from palermo.sources import Row
from palermo.statements import Document, Nature, digest, work_id


def document_of(reading: Reading, source: str, row: Row | None) -> Document:
    """Merge what the document prints about itself with its row of the catalogue; it stands alone in its Work so far."""
    row = row or Row(file=source, line=0)
    masthead = replace(
        reading.masthead,
        symbol=row.symbol or reading.masthead.symbol,
        date=row.date or reading.masthead.date,
    )
    return Document(
        id=reading.document,
        work=work_id(masthead.symbol, reading.document),
        source=source,
        media_type=reading.media_type,
        size=reading.size,
        pages=reading.pages,
        language=row.language or reading.language,
        nature=row.nature or _nature(reading),
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


def _nature(reading: Reading) -> Nature:
    if reading.media_type not in TABLES:
        return Nature.ORIGINAL
    return Nature.SURVEY if any(FORM in passage.text for passage in reading.passages[:3]) else Nature.TABLE


def placed(document: Document, place: Place) -> Document:
    """Put a document into its place in its Work."""
    return replace(document, work=place.work, version=place.version, joined=place.joined, base=place.base)


def entry_key(extraction: str, source: str, row: Row | None, stages: Stages) -> str:
    """Hash of all that a document's rows depend on, but for its Work; the extraction's key holds the reading's."""
    said = {name: value for name, value in asdict(row).items() if name not in {"file", "line"}} if row else None
    return digest("entry", extraction, source, said, stages.linking, stages.registry)

"""An issued text in the library.

It is an original document in each language, from which the next build extracts statements.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from django.conf import settings

from palermo import registry
from palermo.edition import Library
from palermo.edition.files import open_atomic
from palermo.joint_texts.announced_counts import AnnouncedCount, find_announced_counts
from palermo.joint_texts.canonical_form import hash_text
from palermo.joint_texts.enums import Stage
from palermo.joint_texts.state import TITLE_ID, JointText
from palermo.pipeline.origins import add_origin, load_origins
from palermo.pipeline.wiring import shipped_stages
from palermo.publishing.joint_text_files.docx_writer import write_docx
from palermo.publishing.joint_text_files.text_layout import build_layout
from palermo.reading.document_reader import read
from palermo.sources import Origin
from palermo.sources.catalogue import CATALOGUE_FILE
from palermo.statements import StatementKind

FOLDER = "joint-texts"
"""Folder of issued texts in the library, and the name of its source."""
CATALOGUE_HEADER = ("file", "title", "date", "work", "language", "nature", "address", "publisher")


MAX_CACHED_EXTRACTIONS = 64
_extracted_quotes: dict[str, tuple[str, ...]] = {}
"""Recommendations by hash of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountCheck:
    """A number of actions that a text announces, with the number of items and of extracted recommendations."""

    count: AnnouncedCount
    extracted: int

    @property
    def is_mismatch(self) -> bool:
        """Whether the three numbers differ."""
        return not self.count.announced == len(self.count.items) == self.extracted


def check_announced_counts(text: JointText) -> list[CountCheck]:
    """Compare each announced number with the items below it and with the extracted recommendations."""
    counts = list(find_announced_counts(text))
    quotes = extract_recommendations(text) if counts else ()
    return [CountCheck(count=count, extracted=_count_recommended_items(text, count, quotes)) for count in counts]


def _count_recommended_items(text: JointText, count: AnnouncedCount, quotes: Iterable[str]) -> int:
    items = [" ".join(text.get_text(id).split()) for id in count.items]
    return sum(any(quote in item for quote in quotes) for item in items)


def extract_recommendations(text: JointText) -> tuple[str, ...]:
    """Return the recommendations that a build would extract from the text.

    The result is cached, because the extraction takes seconds.
    """
    text_hash = hash_text(text)
    if text_hash not in _extracted_quotes:
        parsed = read(write_docx(replace(build_layout(text, "check"), roll=())), "text.docx")
        extraction = shipped_stages().spec.extract_function(parsed.passages, parsed.masthead)
        quotes = (
            statement.quote for statement in extraction.statements if statement.kind is StatementKind.RECOMMENDATION
        )
        if len(_extracted_quotes) >= MAX_CACHED_EXTRACTIONS:
            _extracted_quotes.clear()
        _extracted_quotes[text_hash] = tuple(quotes)
    return _extracted_quotes[text_hash]


def store_issued_text(text: JointText, text_id: str, address: str) -> list[Path]:
    """Write an issued text into the library's folder of joint texts, register the folder as a source; return the files.

    The next build reads it. Raises RunStopped if the library cannot be written.
    """
    library = Library(settings.PALERMO_LIBRARY)
    folder = settings.PALERMO_LIBRARY / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for language in text.issued_languages:
        path = folder / f"{text_id}-{language}.docx"
        with open_atomic(path) as file:
            file.write(write_docx(replace(build_layout(text, text_id, language), roll=())))  # names are not evidence
        files.append(path)
    _update_catalogue(folder, text, text_id, address)
    if not any(origin.name == FOLDER for origin in load_origins(library)):
        add_origin(library, Origin(name=FOLDER, kind="folder", location=str(folder), line_number=0))
    return files


def _update_catalogue(folder: Path, text: JointText, text_id: str, address: str) -> None:
    """Replace the rows of a text in the catalogue."""
    path = folder / CATALOGUE_FILE
    rows = list(csv.reader(StringIO(path.read_text(encoding="utf-8")))) if path.exists() else []
    other_rows = [row for row in rows[1:] if row and not row[0].startswith(f"{text_id}-")]
    buffer = StringIO()
    csv.writer(buffer).writerows([CATALOGUE_HEADER, *other_rows, *_build_rows(text, text_id, address)])
    with open_atomic(path) as file:
        file.write(buffer.getvalue().encode())


def _build_rows(text: JointText, text_id: str, address: str) -> Iterable[tuple[str, ...]]:
    """Yield the row of each language; its publishers are those who endorsed the issue and are in the registry."""
    issued = dict(text.stage_times)[Stage.ISSUED].astimezone(text.zone).date().isoformat()
    known = registry.load_registry().entities
    endorsing = (item.content.entity for item in text.endorsements if not item.is_late)
    publishers = ";".join(entity for entity in endorsing if entity in known)
    for language in text.issued_languages:
        title = text.get_text(TITLE_ID, language)
        yield f"{text_id}-{language}.docx", title, issued, text_id, language, "original", address, publishers

"""Invented documents with passages and statements, and a library of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest

from palermo.edition import (
    BucketEntry,
    CompiledDocument,
    EditionWriter,
    Library,
    Manifest,
    QuarantinedDocument,
    View,
    memory_database,
)
from palermo.statements import (
    Document,
    Masthead,
    Passage,
    PassageKind,
    Ref,
    RefType,
    Statement,
    StatementKind,
    build_locator,
    compute_document_id,
    compute_passage_id,
    compute_statement_id,
)

DAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
STATE_A = Ref(id="state:AAA", name="State A", type=RefType.STATE)

type MakePart = Callable[..., CompiledDocument]
type CreateLibrary = Callable[[], Library]
type OpenEdition = Callable[..., View]


class WriteEdition(Protocol):
    """Writes an edition of these parts; every part's key is its title unless keys are given."""

    def __call__(
        self,
        library: Library,
        parts: Sequence[CompiledDocument],
        *,
        keys: dict[str, str] = ...,
        quarantined: Sequence[QuarantinedDocument] = ...,
        date: datetime = ...,
        loaded: list[str] | None = ...,
    ) -> Manifest: ...


memory_database._CONFIG["threads"] = 1  # more cost CPU, and gain nothing on tables of a few rows


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with no edition yet."""
    built = Library(tmp_path / "library")
    built.create()
    return built


@pytest.fixture(scope="session")
def create_library(tmp_path_factory: pytest.TempPathFactory) -> CreateLibrary:
    """Makes a library with no edition yet, for fixtures of a module whose tests only read."""

    def create() -> Library:
        built = Library(tmp_path_factory.mktemp("shared") / "library")
        built.create()
        return built

    return create


@pytest.fixture(scope="session")
def make_part() -> MakePart:
    """Makes a document of the given sentences, one passage and one statement each."""
    return _build_document


@pytest.fixture(scope="session")
def write_edition() -> WriteEdition:
    """Writes an edition through a Writer and gives its manifest."""
    return _write


def _build_document(
    name: str,
    *sentences: str,
    date: str | None = "2024-05-01",
    statement: dict[str, Any] | None = None,
    **document: Any,
) -> CompiledDocument:
    key = compute_document_id(name.encode())
    built = Document(
        id=key,
        work=key,
        source=f"{name}.txt",
        media_type="text/plain",
        size=len(name),
        pages=3,
        language="en",
        title=name.title(),
        masthead=Masthead(date=date, title=name),
    )
    passages = tuple(_passage(key, number, text) for number, text in enumerate(sentences))
    statements = tuple(replace(_statement(p), **(statement or {})) for p in passages)
    return CompiledDocument(document=replace(built, **document), passages=passages, statements=statements)


def _passage(document: str, ordinal: int, text: str) -> Passage:
    return Passage(
        id=compute_passage_id(document, text, 0),
        document=document,
        ordinal=ordinal,
        page=1 + ordinal // 2,
        paragraph=f"{ordinal + 1}",
        kind=PassageKind.ITEM,
        headings=("Recommendations",),
        language="en",
        text=text,
    )


def _statement(passage: Passage) -> Statement:
    return Statement(
        id=compute_statement_id(passage.document, StatementKind.RECOMMENDATION, passage.text, 0),
        kind=StatementKind.RECOMMENDATION,
        quote=passage.text,
        language=passage.language,
        document=passage.document,
        locator=build_locator(passage, 0, len(passage.text)),
        addressees=(STATE_A,),
    )


def _write(
    library: Library,
    parts: Sequence[CompiledDocument],
    *,
    keys: dict[str, str] | None = None,
    quarantined: Sequence[QuarantinedDocument] = (),
    date: datetime = DAY,
    loaded: list[str] | None = None,
) -> Manifest:
    by_id = {part.document.id: part for part in parts}
    entries = [BucketEntry(document=i, key=(keys or {}).get(i, part.document.title)) for i, part in by_id.items()]

    def load(entry: BucketEntry) -> CompiledDocument:
        if loaded is not None:
            loaded.append(entry.document)
        return by_id[entry.document]

    return EditionWriter(library, versions={"reader": "1", "recipe": "1"}).write(entries, load, quarantined, date)

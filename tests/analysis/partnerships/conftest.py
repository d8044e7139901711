"""Fixtures of partnerships: an invented registry, and editions that name its bodies."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from loading import loaded
from made_editions import MakePart, OpenEdition, WriteEdition
from palermo.edition import CompiledDocument, Library, View, open_view
from palermo.statements import Ref, RefType, StatementKind


@pytest.fixture(scope="session")
def facts() -> ModuleType:
    """The module that makes rows of an invented registry."""
    return loaded("made_facts", Path(__file__).with_name("made_facts.py"))


@pytest.fixture(scope="session")
def make_statement_document(make_part: MakePart) -> MakePart:
    """Makes a document with one statement: its sentence, who acts, with whom, and any fields."""

    def make(sentence: str, *actors: str, partners: tuple[str, ...] = (), **more: Any) -> CompiledDocument:
        document = more.pop("document", {})
        fields = {
            "kind": StatementKind.ACTIVITY,
            "actors": _refs(actors),
            "partners": _refs(partners),
            "addressees": (),
        } | more
        return make_part(document.pop("name", sentence), sentence, statement=fields, **document)

    return make


@pytest.fixture
def open_edition(library: Library, write_edition: WriteEdition) -> Iterator[OpenEdition]:
    """Writes an edition of these documents and opens it."""
    views: list[View] = []

    def make(*parts: CompiledDocument) -> View:
        write_edition(library, parts)
        views.append(open_view(library))
        return views[-1]

    yield make
    for view in views:
        view.close()


def _refs(names: tuple[str, ...]) -> tuple[Ref, ...]:
    """Ids where they are written so; `new:1|Name` is a provisional id and its name."""
    return tuple(_ref(item) for item in names)


def _ref(written: str) -> Ref:
    id, bar, name = written.partition("|")
    if id.startswith("state:"):
        return Ref(id=id, name=id, type=RefType.STATE)
    known = bool(bar) or (id.islower() and len(id) == 1)
    return Ref(id=id if known else None, name=name or id, type=RefType.ENTITY)

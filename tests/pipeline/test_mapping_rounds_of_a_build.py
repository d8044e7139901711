"""Tests of the edition after a mapping round: its name, and what entities stated."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from palermo.edition import (
    ENTITY_LINES_FILE,
    Library,
    list_editions,
    list_frozen_statements,
    list_reserved_names,
    load_edition_names,
    name_edition,
    open_view,
    reserve_edition_name,
)
from palermo.edition.editions import select_removable
from palermo.pipeline.build import BuildReport

type Run = Callable[..., BuildReport]
ROUND = "Mapping 2026"


def state(library: Library, text: str) -> None:
    """Append what an entity states to the library."""
    path = library.path / ENTITY_LINES_FILE
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        file.write(f'{{"entity": "unodc", "content": {{"text": "{text}"}}}}\n')


def list_texts(library: Library, edition_id: str) -> list[str]:
    return [item["content"]["text"] for item in list_frozen_statements(library, edition_id)]


def test_next_edition_gets_a_reserved_name_and_is_kept(run: Run, library: Library) -> None:
    before = run().edition
    state(library, "Trains judges")
    reserve_edition_name(library, ROUND)
    assert load_edition_names(library) == {}
    built = run().edition
    assert built.id != before.id
    assert load_edition_names(library) == {ROUND: built.id}
    assert list_reserved_names(library) == ()
    with open_view(library, ROUND) as view:
        assert view.manifest.id == built.id
    (stored,) = [item for item in list_editions(library) if item.names]
    assert select_removable([replace(stored, current=False)], 0) == []
    state(library, "Trains prosecutors")
    assert run().edition.id != built.id
    assert load_edition_names(library) == {ROUND: built.id}


def test_edition_has_what_entities_had_stated_when_it_was_compiled(run: Run, library: Library) -> None:
    first = run().edition.id
    state(library, "Trains judges")
    second = run().edition.id
    state(library, "Trains prosecutors")
    third = run().edition.id
    assert list_texts(library, first) == []
    assert list_texts(library, second) == ["Trains judges"]
    assert list_texts(library, third) == ["Trains judges", "Trains prosecutors"]
    assert run().edition.id == third


def test_unfinished_line_is_left_to_the_next_edition(run: Run, library: Library) -> None:
    run()
    state(library, "Trains judges")
    with (library.path / ENTITY_LINES_FILE).open("a") as file:
        file.write('{"entity": "unodc"')
    assert list_texts(library, run().edition.id) == ["Trains judges"]


def test_build_that_reads_nothing_names_no_edition(run: Run, library: Library, folder: Path) -> None:
    run()
    reserve_edition_name(library, ROUND)
    for path in folder.rglob("*.txt"):
        path.write_text(f"EMPTY {path.name}\n")
    assert run().is_previous_edition
    assert list_reserved_names(library) == (ROUND,)


def test_name_of_an_edition_is_not_taken_from_it(run: Run, library: Library) -> None:
    built = run().edition
    name_edition(library, [ROUND], built.id)
    reserve_edition_name(library, ROUND)
    assert load_edition_names(library) == {ROUND: built.id}

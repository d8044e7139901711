"""Tests of earlier editions: documents that were closed since are not shown."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from palermo import open_edition
from palermo.edition import CompiledDocument, Library, Manifest, open_public_view, open_view
from palermo.errors import NotFound
from palermo.statements import Ref, RefType, StatementKind

ILO = Ref(id="ilo", name="ILO", type=RefType.ENTITY)


@pytest.fixture
def older_edition(
    library: Library, make_part: Callable[..., CompiledDocument], write_edition: Callable[..., Manifest]
) -> Manifest:
    """The older of two editions: one of its documents is for members now, another is no longer held."""
    output = {"kind": StatementKind.ACTIVITY, "actors": (ILO,), "interventions": ("prevention",)}
    stored, closed, removed = (make_part(name, "It acts.", statement=output) for name in ("kept", "closed", "gone"))
    first = write_edition(library, [stored, closed, removed])
    now = replace(closed, document=replace(closed.document, visibility="members"))
    write_edition(library, [stored, now], keys={now.document.id: "for members"})
    return first


def test_what_was_closed_since_is_not_in_the_view(library: Library, older_edition: Manifest) -> None:
    with open_view(library, older_edition.id) as before, open_public_view(library, older_edition.id) as now:
        assert len(before.list_documents()) == 3
        hidden = {item.id for item in before.list_documents()} - {item.id for item in now.list_documents()}
        assert len(hidden) == 1
        assert {item.document for item in now.find_statements().statements} == {
            item.id for item in now.list_documents()
        }
    with open_view(library, visibility=("members",)) as closed:
        assert {item.id for item in closed.list_documents()} == hidden
    with pytest.raises(NotFound):
        open_public_view(library, "ffffffff")


def test_an_earlier_file_of_what_is_closed_now_is_not_in_the_view(
    library: Library, make_part: Callable[..., CompiledDocument], write_edition: Callable[..., Manifest]
) -> None:
    open_then, closed_now, other = (make_part(name, f"{name} acts.") for name in ("first", "second", "third"))
    place = open_then.document.source
    first = write_edition(library, [open_then, other])
    document = replace(closed_now.document, source=place, visibility="members")
    write_edition(library, [replace(closed_now, document=document), other])
    with open_public_view(library, first.id) as now:
        assert [item.id for item in now.list_documents()] == [other.document.id]


def test_programs_and_comparisons_see_the_same(library: Library, older_edition: Manifest) -> None:
    with open_edition(str(library.path), older_edition.id) as edition:
        assert edition.documents().num_rows == 2
        assert edition.who_does_what("entity", "intervention").denominators["documents"] == 2
    with open_edition(str(library.path)) as current:
        changed = current.change_since(older_edition.id, "entity", "intervention")
        assert changed.denominators["documents_before"] == 2
        assert changed.denominators["documents_after"] == 1

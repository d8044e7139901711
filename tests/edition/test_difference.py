"""Tests of differences between editions: added, removed, revised and changed."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from palermo.edition import (
    CompiledDocument,
    EditionDifference,
    Library,
    Manifest,
    RecordChange,
    StatementSelection,
    View,
    compare_editions,
    open_view,
)
from palermo.statements import Ref, RefType, Response, Statement

type MakePart = Callable[..., CompiledDocument]
type WriteEdition = Callable[..., Manifest]


def _difference(library: Library, old: Manifest, new: Manifest) -> EditionDifference:
    with open_view(library, old.id) as before, open_view(library, new.id) as after:
        return compare_editions(before, after)


def test_what_came_and_what_went(library: Library, make_part: MakePart, write_edition: WriteEdition) -> None:
    stays = make_part("stays", "States should act.")
    goes, comes = make_part("goes", "States should rest."), make_part("comes", "States should run.", "Protect victims.")
    result = _difference(library, write_edition(library, [stays, goes]), write_edition(library, [stays, comes]))
    assert (result.documents.added, result.documents.removed) == ((comes.document,), (goes.document,))
    assert [item.quote for item in result.statements.added] == ["States should run.", "Protect victims."]
    assert [item.quote for item in result.statements.removed] == ["States should rest."]
    assert (len(result.documents.changed), len(result.statements.changed)) == (0, 0)
    assert set(result.sources.values()) == {goes.document, comes.document}


def test_the_same_edition_has_no_difference(library: Library, make_part: MakePart, write_edition: WriteEdition) -> None:
    built = write_edition(library, [make_part("one", "States should act.")])
    result = _difference(library, built, built)
    assert not result.documents
    assert not result.statements


def test_fields_that_differ_are_named(library: Library, make_part: MakePart, write_edition: WriteEdition) -> None:
    old = make_part("paper", "States should act.", "Protect victims.")
    document = replace(old.document, title="Another", publishers=("one",))
    responses = replace(old.statements[1], response=Response.ACCEPTED, themes=("labour-rights",))
    new = replace(old, document=document, statements=(old.statements[0], responses))
    keys = {old.document.id: "other"}
    result = _difference(library, write_edition(library, [old]), write_edition(library, [new], keys=keys))
    assert result.documents.changed == (
        RecordChange(before=old.document, after=document, fields=("title", "publishers")),
    )
    assert [(item.before.id, item.fields) for item in result.statements.changed] == [
        (old.statements[1].id, ("response", "themes"))
    ]
    assert not result.statements.added
    assert not result.statements.removed


@pytest.mark.parametrize("confidence", [0.2, 0.99])
def test_statements_with_unconfirmed_names_are_compared_by_all_fields(
    library: Library, make_part: MakePart, write_edition: WriteEdition, confidence: float
) -> None:
    """A listed statement has fields that a statement lacks; the other one has them if it has such a name too."""
    part = make_part("paper", "States should act.")
    doubtful = Ref(id=None, name="Harbour", type=RefType.ENTITY, confidence=0.2)
    old = replace(part, statements=(replace(part.statements[0], actors=(doubtful,)),))
    now = replace(part.statements[0], actors=(replace(doubtful, confidence=confidence),), themes=("labour-rights",))
    first = write_edition(library, [old])
    second = write_edition(library, [replace(part, statements=(now,))], keys={part.document.id: "other"})
    selection = StatementSelection.CONFIRMED
    before, after = (open_view(library, manifest.id, selection=selection) for manifest in (first, second))
    (changed,) = compare_editions(before, after).statements.changed
    assert set(changed.fields) == ({"themes"} if confidence < 0.5 else {"actors", "themes"})


def test_a_file_whose_bytes_changed_is_compared_by_what_it_says(
    library: Library, make_part: MakePart, write_edition: WriteEdition
) -> None:
    old = make_part("draft", "States should act.", "Protect victims.", "Rest.", source="paper.txt")
    new = make_part("final", "New.", "States should act.", "Protect  Victims.", "Report.", source="paper.txt")
    result = _difference(library, write_edition(library, [old]), write_edition(library, [new]))
    (changed,) = result.documents.changed
    assert (changed.before, changed.after) == (old.document, new.document)
    assert {"id", "title"} <= set(changed.fields)
    assert not result.documents.added
    assert [item.quote for item in result.statements.added] == ["New.", "Report."]
    assert [item.quote for item in result.statements.removed] == ["Rest."]
    assert [(item.after.quote, item.fields) for item in result.statements.changed] == [
        ("Protect  Victims.", ("quote",))
    ]


def test_buckets_that_both_share_are_not_read(
    library: Library, make_part: MakePart, write_edition: WriteEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [make_part(f"paper {number}", "States should act.") for number in range(30)]
    old = write_edition(library, parts[:-1])
    new = write_edition(library, parts)
    requests: list[set[str]] = []
    real = View.list_bucket_statements

    def statements_in(view: View, buckets: Iterable[str]) -> list[Statement]:
        requests.append(set(buckets))
        return real(view, buckets)

    monkeypatch.setattr(View, "list_bucket_statements", statements_in)
    result = _difference(library, old, new)
    assert requests == [{parts[-1].document.id[:2]}] * 2
    assert [item.document for item in result.statements.added] == [parts[-1].document.id]


def test_what_a_view_may_not_show_is_no_difference(
    library: Library, make_part: MakePart, write_edition: WriteEdition
) -> None:
    displayed, hidden = make_part("shown", "Act."), make_part("hidden", "Rest.", visibility="secretariat")
    result = _difference(library, write_edition(library, [displayed]), write_edition(library, [displayed, hidden]))
    assert not result.documents
    assert not result.statements

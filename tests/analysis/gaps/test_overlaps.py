"""Tests of overlaps: bodies without a tie that do the same for the same people in the same place."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from made_editions import MakePart, WriteEdition
from palermo.analysis.gaps import Overlaps, find_overlaps
from palermo.analysis.partnerships import find_current_ties
from palermo.edition import CompiledDocument, Library, open_view
from palermo.registry import Registry
from palermo.statements import Ref, RefType, StatementKind

SAME = {"interventions": ("prevention",), "groups": ("children",), "places": ("KEN",)}
WITHOUT_PLACE = {"interventions": ("prevention",), "themes": ("technology",), "groups": ("children",)}


def ref(id: str) -> Ref:
    kind = RefType.STATE if id.startswith("state:") else RefType.ENTITY
    return Ref(id=id, name=id, type=kind)


@pytest.fixture
def act(make_part: MakePart) -> Callable[..., CompiledDocument]:
    """Makes a document in which these act, with any fields."""

    def make(*actors: str, **fields: object) -> CompiledDocument:
        refs = {"actors": tuple(map(ref, actors)), "addressees": ()}
        return make_part(
            "-".join(actors), f"{actors} acted.", statement={"kind": StatementKind.ACTIVITY, **refs, **fields}
        )

    return make


@pytest.fixture
def find_overlaps_in(library: Library, write_edition: WriteEdition, shipped: Registry) -> Callable[..., Overlaps]:
    def make(*parts: CompiledDocument) -> Overlaps:
        write_edition(library, parts)
        with open_view(library) as view:
            return find_overlaps(view, shipped, find_current_ties(view, shipped))

    return make


def test_two_without_a_tie_overlap(
    act: Callable[..., CompiledDocument], find_overlaps_in: Callable[..., Overlaps]
) -> None:
    result = find_overlaps_in(act("who", **SAME), act("world-bank", **SAME))
    (item,) = result.overlaps
    assert item.axes == ("intervention", "group", "place")
    assert item.values == ("prevention", "children", "KEN")
    assert item.untied_pairs == (("who", "world-bank"),)
    assert {body: len(ids) for body, ids in item.bodies.items()} == {"who": 1, "world-bank": 1}


def test_tied_bodies_do_not(act: Callable[..., CompiledDocument], find_overlaps_in: Callable[..., Overlaps]) -> None:
    result = find_overlaps_in(act("iom", **SAME), act("unhcr", **SAME))
    assert result.overlaps == ()
    assert result.fully_tied == 1


def test_states_do_not(act: Callable[..., CompiledDocument], find_overlaps_in: Callable[..., Overlaps]) -> None:
    assert find_overlaps_in(act("who", **SAME), act("state:KEN", **SAME)).overlaps == ()


def test_bodies_of_states_do_not(
    act: Callable[..., CompiledDocument],
    make_part: Callable[..., CompiledDocument],
    find_overlaps_in: Callable[..., Overlaps],
) -> None:
    office = Ref(id="new:office", name="Homeland Security Office", type=RefType.ENTITY)
    statement = {"kind": StatementKind.ACTIVITY, "addressees": (), **SAME}
    for state, count in ((None, 1), ("state:KEN", 0)):
        part = make_part(
            f"office-{count}", "It acted.", statement={**statement, "actors": (replace(office, state=state),)}
        )
        assert len(find_overlaps_in(act("who", **SAME), part).overlaps) == count


def test_another_place_is_no_overlap(
    act: Callable[..., CompiledDocument], find_overlaps_in: Callable[..., Overlaps]
) -> None:
    elsewhere = {**SAME, "places": ("FRA",)}
    assert find_overlaps_in(act("who", **SAME), act("world-bank", **elsewhere)).overlaps == ()


def test_where_no_place_is_reported_theme_and_people_must_be_the_same(
    act: Callable[..., CompiledDocument], find_overlaps_in: Callable[..., Overlaps]
) -> None:
    result = find_overlaps_in(act("who", **WITHOUT_PLACE), act("world-bank", **WITHOUT_PLACE))
    assert [item.axes for item in result.overlaps] == [("intervention", "theme", "group")]

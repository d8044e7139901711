"""Tests of filters and facets for every dimension of the maps."""

from typing import Any

import pytest

from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo.edition import Filters, Library, View, build_filters, open_view
from palermo.statements import Ref, RefType

PARTNER = Ref(id=None, name="Lake Aid", type=RefType.ENTITY)
WHAT: dict[str, Any] = {
    "interventions": ("prevention", "prevention", "data-and-research"),
    "exploitation": ("forced-labour",),
    "groups": ("children",),
    "places": ("AAA",),
    "regions": ("011",),
    "partners": (PARTNER,),
}


@pytest.fixture(scope="module")
def view(create_library: CreateLibrary, make_part: MakePart, write_edition: WriteEdition) -> View:
    library = create_library()
    write_edition(library, [make_part("one", "First.", statement=WHAT), make_part("two", "Second.")])
    return open_view(library)


@pytest.mark.parametrize(
    "filters",
    [
        build_filters(intervention=("prevention", "other")),
        build_filters(exploitation=("forced-labour",)),
        build_filters(group=("children",)),
        build_filters(place=("AAA",)),
        build_filters(region=("011", "other")),
        build_filters(region=("002", "other")),
        build_filters(region=("AAA",)),
        build_filters(partner=("name:Lake Aid",)),
    ],
)
def test_a_filter_finds_what_has_its_value(view: View, filters: Filters) -> None:
    assert [item.quote for item in view.find_statements(filters).statements] == ["First."]


def test_a_region_comes_back_as_it_was_written(view: View) -> None:
    assert [item.regions for item in view.find_statements().statements] == [("011",), ()]
    assert [item.quote for item in view.find_statements(build_filters(region=("none",))).statements] == ["Second."]


def test_a_facet_is_counted_where_it_is_named(view: View) -> None:
    counted = view.count_facets(names=("intervention", "partner"))
    assert [(c.value, c.statements) for c in counted["intervention"]] == [("data-and-research", 1), ("prevention", 1)]
    assert [c.name for c in counted["partner"]] == ["Lake Aid"]
    assert "group" not in view.count_facets()


def test_a_body_of_a_state_counts_as_the_state_too(
    library: Library, make_part: MakePart, write_edition: WriteEdition
) -> None:
    ministry = Ref(id="new:1", name="Ministry of Lakes of Kenya", type=RefType.ENTITY, state="state:KEN")
    write_edition(library, [make_part("one", "First.", statement={"actors": (ministry,)})])
    with open_view(library) as view:
        for value in ("state:KEN", "new:1"):
            assert view.find_statements(build_filters(actor=(value,))).total == 1
        assert {count.value for count in view.count_facets(names=("actor",))["actor"]} == {"state:KEN", "new:1"}

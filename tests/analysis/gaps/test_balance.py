"""Tests of the balance of demand and supply: counts, links to statements, kinds of empty cells."""

import pytest

from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo.analysis import Emptiness
from palermo.analysis.gaps import (
    DEMAND,
    SUPPLY,
    Balance,
    BalanceCell,
    compute_balance,
    count_activities,
    find_cell_statements,
)
from palermo.edition import Library, View, build_filters, open_view
from palermo.errors import QuestionInvalid
from palermo.registry import Registry
from palermo.statements import Ref, RefType, StatementKind

KENYA = Ref(id="state:KEN", name="Kenya", type=RefType.STATE)
ALL_THREE = ("theme", "place", "group")
TRAINED = {"interventions": ("capacity-building",)}
ABOUT = {"themes": ("technology",), "groups": ("children",)}


@pytest.fixture(scope="module")
def view(create_library: CreateLibrary, make_part: MakePart, write_edition: WriteEdition) -> View:
    """Kenya is asked about children and technology and tells of it; nobody answers on women; France tells unasked."""
    parts = [
        make_part("asked", "Do one.", "Do two.", statement={"addressees": (KENYA,), **ABOUT}),
        make_part(
            "women", "Do it for women.", statement={"addressees": (KENYA,), "themes": ("gender",), "groups": ("women",)}
        ),
        make_part(
            "told",
            "Kenya did it.",
            statement={"kind": StatementKind.ACTIVITY, "actors": (KENYA,), "addressees": (), **ABOUT},
        ),
        make_part(
            "unasked",
            "It was done in France.",
            statement={"kind": StatementKind.ACTIVITY, "addressees": (), "places": ("FRA",), "years": (2030,), **ABOUT},
        ),
        make_part(
            "old",
            "Long ago.",
            date="2011",
            statement={"kind": StatementKind.ACTIVITY, "places": ("ITA",), "addressees": (), **ABOUT},
        ),
        make_part("old-asked", "In Italy.", statement={"places": ("ITA",), "addressees": (), **ABOUT}),
        make_part("vague", "Do something.", statement={"addressees": ()}),
    ]
    library = create_library()
    write_edition(library, parts)
    return open_view(library)


def cell(found: Balance, *values: str) -> BalanceCell:
    return next(item for item in found.cells if item.values == values)


def test_both_sides_are_counted_where_all_dimensions_are_reported(view: View, shipped: Registry) -> None:
    result = compute_balance(view, shipped, ALL_THREE)
    assert result.axes == ("theme", "place", "group")
    local = cell(result, "technology", "KEN", "children")
    assert (local.demand, local.demand_works, local.supply, local.supply_works) == (2, 1, 1, 1)
    demand = result.totals[DEMAND]
    assert (demand.statements, demand.works, demand.counted, demand.inferred) == (5, 4, 4, 3)


def test_a_number_opens_what_it_counts(view: View, shipped: Registry) -> None:
    at = {"theme": "technology", "place": "KEN", "group": "children"}
    assert len(find_cell_statements(view, shipped, at, DEMAND)) == 2
    (output,) = find_cell_statements(view, shipped, at, SUPPLY)
    assert view.get_statement(output).quote == "Kenya did it."


def test_a_region_is_where_a_statement_names_it_and_not_where_its_state_acts(
    library: Library, make_part: MakePart, write_edition: WriteEdition, shipped: Registry
) -> None:
    acting = {"kind": StatementKind.ACTIVITY, "actors": (KENYA,), "addressees": (), **ABOUT}
    parts = [
        make_part("asia", "Kenya did it in South-East Asia.", statement={**acting, "regions": ("035",)}),
        make_part("home", "Kenya did it.", statement=acting),
        make_part("both", "In Italy.", statement={**acting, "places": ("ITA",), "regions": ("039",)}),
    ]
    write_edition(library, parts)
    view = open_view(library)
    result = compute_balance(view, shipped, ("theme", "region"))
    assert {item.values[1]: item.supply for item in result.cells} == {"002": 1, "142": 1, "150": 1}
    assert result.totals[SUPPLY].inferred == 1
    by_state = compute_balance(view, shipped, ("theme", "place"))
    assert {item.values[1]: item.supply for item in by_state.cells} == {"KEN": 2, "ITA": 1}
    asia = compute_balance(view, shipped, ("theme", "region"), build_filters(region=("035", "THA")))
    assert [item.values for item in asia.cells] == [("technology", "142")]


def test_the_emptinesses_are_distinguished(view: View, shipped: Registry) -> None:
    result = compute_balance(view, shipped, ALL_THREE)
    assert cell(result, "gender", "KEN", "women").emptiness is Emptiness.NO_EVIDENCE
    assert cell(result, "gender", "KEN", "women").searched == 1
    assert cell(result, "technology", "ITA", "children").emptiness is Emptiness.OLD_EVIDENCE
    assert cell(result, "technology", "KEN", "children").emptiness is None
    asked_alone = build_filters(kind=(StatementKind.RECOMMENDATION,))
    places = compute_balance(view, shipped, ("theme", "place", "group"), asked_alone)
    assert cell(places, "gender", "KEN", "women").emptiness is Emptiness.NO_DOCUMENT


def test_the_parts_hold_each_cell_where_it_belongs(view: View, shipped: Registry) -> None:
    result = compute_balance(view, shipped, ALL_THREE)
    assert [item.values for item in result.unmet] == [("gender", "KEN", "women")]
    assert [item.values for item in result.outdated] == [("technology", "ITA", "children")]
    assert [item.values for item in result.unasked] == [("technology", "FRA", "children")]
    assert ("technology", "KEN", "children") in [item.values for item in result.met]


def test_what_is_planned_for_later_is_as_new_as_its_document(view: View, shipped: Registry) -> None:
    assert cell(compute_balance(view, shipped, ALL_THREE), "technology", "FRA", "children").newest_supply == 2024


def test_a_recommendation_is_as_new_as_its_document_and_no_year_is_in_the_future(
    library: Library, make_part: MakePart, write_edition: WriteEdition, shipped: Registry
) -> None:
    act = {"kind": StatementKind.ACTIVITY, "addressees": (), "themes": ("gender",), "groups": ("women",)}
    parts = [
        make_part("asked", "Carry out the plan of 2015.", statement={"addressees": (), "years": (2015,), **ABOUT}),
        make_part("told", "It is done until 2040.", date=None, statement={"years": (2012, 2040), **act}),
    ]
    write_edition(library, parts)
    cells = compute_balance(open_view(library), shipped, ("theme", "group")).cells
    assert {(item.newest_demand, item.newest_supply) for item in cells} == {(2024, None), (None, 2012)}


def test_what_a_body_of_a_state_does_counts_where_the_state_is(
    library: Library, make_part: MakePart, write_edition: WriteEdition, shipped: Registry
) -> None:
    ministry = Ref(id=None, name="Ministry of Health of Kenya", type=RefType.ENTITY, state="state:KEN")
    act = {"kind": StatementKind.ACTIVITY, "actors": (ministry,), "addressees": (), **ABOUT}
    write_edition(library, [make_part("told", "The Ministry of Health of Kenya did it.", statement=act)])
    assert [item.values for item in compute_balance(open_view(library), shipped, ALL_THREE).cells] == [
        ("technology", "KEN", "children")
    ]


def test_countries_make_regions(view: View, shipped: Registry) -> None:
    result = compute_balance(view, shipped, ("region", "group"))
    assert cell(result, "002", "children").demand == 2
    assert cell(result, "150", "children").supply == 2


def test_an_edition_without_places_is_counted_without_them(
    library: Library, make_part: MakePart, write_edition: WriteEdition, shipped: Registry
) -> None:
    requests = make_part("asked", "Do it.", statement={"addressees": (), **ABOUT})
    output = make_part("told", "It was done.", statement={"kind": StatementKind.ACTIVITY, "addressees": (), **ABOUT})
    write_edition(library, [requests, output])
    with open_view(library) as view:
        assert compute_balance(view, shipped).axes == ("theme", "group")


def test_the_pair_of_which_most_can_stand_comes_first(view: View, shipped: Registry) -> None:
    result = compute_balance(view, shipped)
    assert set(result.axes) <= {"theme", "place", "region", "group"}
    assert set(result.axes) != {"place", "region"}
    wider = compute_balance(view, shipped, ("theme", "place"))
    assert result.totals[DEMAND].counted + result.totals[SUPPLY].counted >= sum(
        wider.totals[kind].counted for kind in (DEMAND, SUPPLY)
    )


def test_an_empty_edition_has_no_cells(library: Library, write_edition: WriteEdition, shipped: Registry) -> None:
    write_edition(library, [])
    with open_view(library) as view:
        result = compute_balance(view, shipped, ALL_THREE)
    assert result.cells == ()
    assert result.totals[SUPPLY].statements == 0


@pytest.mark.parametrize(
    "by", [("theme",), ("theme", "theme"), ("theme", "colour"), ("theme", "group", "place", "region")]
)
def test_other_dimensions_are_refused(view: View, shipped: Registry, by: tuple[str, ...]) -> None:
    with pytest.raises(QuestionInvalid):
        compute_balance(view, shipped, by)


def test_activities_that_name_a_subject_without_its_tag_are_mentions(
    library: Library, make_part: MakePart, write_edition: WriteEdition, shipped: Registry
) -> None:
    activity = {"kind": StatementKind.ACTIVITY, "addressees": ()}
    parts = [
        make_part("asked", "Train them.", statement={"addressees": (), "exploitation": ("organ-removal",), **TRAINED}),
        make_part("event", "An event on organ removal was held.", statement={**activity, **TRAINED}),
        make_part(
            "tagged", "Judges are trained on kidneys.", statement={**activity, "exploitation": ("organ-removal",)}
        ),
        make_part("other", "Judges were trained.", statement={**activity, **TRAINED}),
    ]
    write_edition(library, parts)
    view = open_view(library)
    gap = cell(compute_balance(view, shipped, ("exploitation", "intervention")), "organ-removal", "capacity-building")
    assert (gap.supply, gap.mentions, gap.emptiness) == (0, 2, Emptiness.NO_EVIDENCE)
    at = {"exploitation": "organ-removal", "intervention": "capacity-building"}
    ids = find_cell_statements(view, shipped, at, SUPPLY, only_mentions=True)
    assert {view.get_statement(id).quote for id in ids} == {
        "An event on organ removal was held.",
        "Judges are trained on kidneys.",
    }
    counts = count_activities(view, shipped, ("intervention",))
    assert counts["capacity-building",] == (2, 1)

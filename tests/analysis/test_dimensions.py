"""Conditions are read into what an edition is asked, by any name, and what is not there is told with what is near."""

import re

import pytest

from palermo import registry, vocabulary
from palermo.analysis import DIMENSIONS, DimensionValues, get_dimension, parse_filter_set
from palermo.edition import Filters
from palermo.errors import QuestionInvalid


@pytest.fixture(scope="module")
def values() -> DimensionValues:
    return DimensionValues(registry.load_registry(), vocabulary.load_vocabulary())


@pytest.mark.parametrize(
    ("condition", "filters"),
    [
        ("kind=activity", Filters(kinds=("activity",))),
        ("theme=Technologies", Filters(themes=("technology",))),
        ("intervention=capacity building", Filters(interventions=("capacity-building",))),
        ("entity=ILO", Filters(actors=("ilo",))),
        ("entity=Kenya", Filters(actors=("state:KEN",))),
        ("country=كينيا", Filters(places=("KEN",))),
        ("place=KEN", Filters(places=("KEN",))),
        ("audience=law-enforcement", Filters(addressees=("law-enforcement",))),
        ("year=2018..2020", Filters(years=(2018, 2019, 2020))),
        ("year=2021", Filters(years=(2021,))),
        ("entity=new:0123456789", Filters(actors=("new:0123456789",))),
        ("response=none", Filters(responses=("none",))),
    ],
)
def test_a_condition_is_read(values: DimensionValues, condition: str, filters: Filters) -> None:
    assert parse_filter_set([condition], values).filters == filters


def test_a_region_is_the_countries_and_regions_in_it(values: DimensionValues) -> None:
    east = parse_filter_set(["region=eastern africa"], values)
    assert east.selected == {"region": ("014",)}
    assert {"KEN", "ETH", "014"} <= set(east.filters.regions)
    assert not {"NGA", "002", "011"} & set(east.filters.regions)
    africa = set(parse_filter_set(["region=africa"], values).filters.regions)
    assert {"002", "011", "014", "202", *east.filters.regions} <= africa
    assert "none" in parse_filter_set(["region=none"], values).filters.regions


def test_a_region_stands_for_its_states_where_somebody_acts(values: DimensionValues) -> None:
    acting = parse_filter_set(["entity=africa"], values).selected["entity"]
    assert {"state:KEN", "state:NGA"} <= set(acting)
    assert "state:FRA" not in acting
    assert parse_filter_set(["addressee=eastern africa"], values).filters.addressees


def test_values_of_one_dimension_add_up_and_those_of_two_narrow(values: DimensionValues) -> None:
    assert parse_filter_set(["country=KEN", "country=NGA"], values).filters.places == ("KEN", "NGA")
    both = parse_filter_set(["country=FRA", "region=africa"], values).filters
    assert both.places == ("FRA",)
    assert "KEN" in both.regions
    assert "FRA" not in both.regions
    assert parse_filter_set(["audience=states", "addressee=state:KEN"], values).filters.addressees == ("-",)


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("theme", "not field=value"),
        ("theme=", "not field=value"),
        ("colour=red", "Take one of entity, kind"),
        ("theme=technolgy", "technology (Technology)"),
        ("kind=wish", "recommendation"),
        ("year=2020..2018", "Write 2021 or 2018..2022"),
        ("country=UNODC", "no value is called so"),
        ("entity=zzqqxx", "Nothing is called like it: write a name, an acronym or an id"),
        ("nature=zzqqxx", "There are: "),
    ],
)
def test_what_is_not_there_is_told_with_what_is(values: DimensionValues, condition: str, told: str) -> None:
    with pytest.raises(QuestionInvalid, match=re.escape(told)):
        parse_filter_set([condition], values)


def test_every_dimension_asks_a_field_of_the_filters() -> None:
    fields = set(Filters.__slots__)
    assert {one.field for one in DIMENSIONS.values()} <= fields
    assert get_dimension(" Place ").name == "country"


def test_labels_are_in_the_language_that_is_asked_for(values: DimensionValues) -> None:
    assert values.get_label("country", "KEN", "ar") == "كينيا"
    assert values.get_label("theme", "technology", "fr") == "Technologies"
    assert values.get_label("entity", "name:Lake Aid") == "Lake Aid"
    assert values.get_label("region", "002") == "Africa"

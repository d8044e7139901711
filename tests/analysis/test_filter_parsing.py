"""Tests of filter conditions: values by any name, and suggestions for unknown ones."""

import re

import pytest

from palermo import registry, vocabulary
from palermo.analysis import MAP_FACETS, FacetValues, get_map_facet, parse_filters
from palermo.edition import Filters, build_filters
from palermo.errors import QuestionInvalid


@pytest.fixture(scope="module")
def values() -> FacetValues:
    return FacetValues(registry.load_registry(), vocabulary.load_vocabulary())


@pytest.mark.parametrize(
    ("condition", "filters"),
    [
        ("kind=activity", build_filters(kind=("activity",))),
        ("theme=Technologies", build_filters(theme=("technology",))),
        ("intervention=capacity building", build_filters(intervention=("capacity-building",))),
        ("actor=ILO", build_filters(actor=("ilo",))),
        ("actor=Kenya", build_filters(actor=("state:KEN",))),
        ("actor=states", build_filters(actor=("states",))),
        ("partner=Civil society", build_filters(partner=("civil-society",))),
        ("place=كينيا", build_filters(place=("KEN",))),
        ("place=KEN", build_filters(place=("KEN",))),
        ("audience=law-enforcement", build_filters(audience=("law-enforcement",))),
        ("year=2018..2020", build_filters(year=(2018, 2019, 2020))),
        ("year=2021", build_filters(year=(2021,))),
        ("actor=new:0123456789", build_filters(actor=("new:0123456789",))),
        ("response=none", build_filters(response=("none",))),
    ],
)
def test_a_condition_is_read(values: FacetValues, condition: str, filters: Filters) -> None:
    assert parse_filters([condition], values) == filters


def test_a_region_stands_for_its_states_where_somebody_acts(values: FacetValues) -> None:
    acting = parse_filters(["actor=africa"], values).selected["actor"]
    assert {"state:KEN", "state:NGA"} <= set(acting)
    assert "state:FRA" not in acting
    assert parse_filters(["addressee=eastern africa"], values).get_values("addressee")


def test_a_region_stays_a_region_in_the_filters(values: FacetValues) -> None:
    assert parse_filters(["region=eastern africa"], values).selected == {"region": ("014",)}


def test_values_of_one_dimension_add_up_and_those_of_two_narrow(values: FacetValues) -> None:
    assert parse_filters(["place=KEN", "place=NGA"], values).selected == {"place": ("KEN", "NGA")}
    both = parse_filters(["place=FRA", "region=africa"], values)
    assert both.selected == {"place": ("FRA",), "region": ("002",)}


def test_old_names_of_dimensions_are_aliases(values: FacetValues) -> None:
    old = parse_filters(["entity=ILO", "country=KEN", "answer=none", "form=forced labour"], values)
    assert old == parse_filters(["actor=ILO", "place=KEN", "response=none", "exploitation=forced labour"], values)
    assert {get_map_facet(item).name for item in ("entity", "issuer")} == {"actor"}


@pytest.mark.parametrize(
    ("condition", "output"),
    [
        ("theme", "not field=value"),
        ("theme=", "not field=value"),
        ("colour=red", "Use one of actor, kind"),
        ("theme=technolgy", "technology (Technology)"),
        ("actor=inter-agency coord", "Near it: icat"),
        ("actor=Republic of Invented Lakes", "Nothing is called like it"),
        ("kind=wish", "recommendation"),
        ("year=2020..2018", "Write 2021 or 2018..2022"),
        ("place=UNODC", "the map has no value of this name"),
        ("actor=zzqqxx", "Nothing is called like it: write a name, an acronym or an id"),
        ("nature=zzqqxx", "There are: "),
    ],
)
def test_what_is_not_there_is_reported_with_what_is(values: FacetValues, condition: str, output: str) -> None:
    with pytest.raises(QuestionInvalid, match=re.escape(output)):
        parse_filters([condition], values)


def test_every_dimension_is_a_filter() -> None:
    assert Filters(selected=dict.fromkeys(MAP_FACETS, ("none",))).selected.keys() == MAP_FACETS.keys()
    assert get_map_facet(" Place ").name == "place"
    with pytest.raises(ValueError, match="colour"):
        Filters(selected={"colour": ("red",)})


def test_labels_are_in_the_language_that_is_asked_for(values: FacetValues) -> None:
    assert values.get_label("place", "KEN", "ar") == "كينيا"
    assert values.get_label("theme", "technology", "fr") == "Technologies"
    assert values.get_label("actor", "name:Lake Aid") == "Lake Aid"
    assert values.get_label("actor", "none") == "No confirmed name"  # an unconfirmed one may be printed
    assert values.get_label("region", "002") == "Africa"


def test_a_condition_of_absurd_length_is_refused_before_names_are_compared(values: FacetValues) -> None:
    with pytest.raises(QuestionInvalid, match="more than 300 characters"):
        parse_filters(["place=" + "x" * 100_000], values)


def test_a_symbol_also_finds_statements_that_cite_it_as_printed(values: FacetValues) -> None:
    publication = next(row for row in values.registry.publications.values() if row.symbol)
    assert values.find_ids("instrument", publication.symbol or "") == (publication.id, publication.symbol)
    assert values.find_ids("instrument", publication.id) == (publication.id,)

"""Tests of the labels of facets' values, in lists and in maps."""

import pytest
from django.utils import translation

from palermo.portal.services.facet_labels import LABELS_BY_FACET, label_facet_value
from palermo.statements import FACETS, Facet


@pytest.mark.parametrize("facet", [facet for facet in FACETS if facet.values], ids=lambda facet: facet.name)
def test_every_fixed_value_has_a_label(facet: Facet) -> None:
    for value in facet.values:
        with translation.override("ru"):
            assert label_facet_value(facet.name, value) != value


def test_a_decision_of_reviewers_is_named_in_maps() -> None:
    with translation.override("fr"):
        assert label_facet_value("status", "accepted") == str(LABELS_BY_FACET["status"]["accepted"])


def test_a_partner_is_named_as_the_registry_does() -> None:
    with translation.override("en"):
        assert label_facet_value("partner", "iom") == "International Organization for Migration"


def test_values_for_many_names_or_for_none_have_labels() -> None:
    with translation.override("en"):
        assert label_facet_value("actor", "as-printed") != "as-printed"
        assert label_facet_value("addressee", "none") != "none"


def test_a_name_without_an_id_is_printed() -> None:
    with translation.override("en"):
        assert label_facet_value("actor", "new:lake", "Lake Aid") == "Lake Aid"
        assert label_facet_value("actor", "name:Lake Aid") == "Lake Aid"

"""Tests of the names of bodies that issue a document together."""

import pytest

from palermo.reading.metadata.joint_publishers import split_names


@pytest.mark.parametrize(
    "name", ["Ministry of Labour and Social Affairs", "Office for Democratic Institutions and Human Rights", "Chad"]
)
def test_one_name_with_a_conjunction_is_not_split(name: str) -> None:
    assert split_names(name) == ()

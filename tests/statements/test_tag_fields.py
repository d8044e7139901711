"""Tests of the fields with tags: every table with an entry for each has all of them."""

from dataclasses import fields

from palermo.edition.columns import STATEMENT_SCHEMA
from palermo.registry import Topics
from palermo.statements import (
    FACET_BY_NAME,
    FACET_BY_TAG_FIELD,
    REASON_SENTENCES,
    TAG_FIELDS,
    Locator,
    Statement,
    StatementKind,
    list_tag_fields,
)
from palermo.vocabulary import SCHEMES


def test_tables_have_an_entry_for_each_field_with_tags() -> None:
    assert set(TAG_FIELDS) <= set(SCHEMES)
    assert set(TAG_FIELDS) <= set(STATEMENT_SCHEMA.names)
    assert tuple(field.name for field in fields(Topics)) == TAG_FIELDS
    assert all(f"tag-{field}" in REASON_SENTENCES for field in TAG_FIELDS)
    assert tuple(FACET_BY_NAME[facet].column for facet in FACET_BY_TAG_FIELD.values()) == TAG_FIELDS


def test_tags_are_in_the_order_of_the_fields() -> None:
    statement = Statement(
        id="s",
        kind=StatementKind.ACTIVITY,
        quote="It helps.",
        language="en",
        document="d",
        locator=Locator(page=None, paragraph=None, passage="p", start=0, end=9, headings=()),
        groups=("women",),
        interventions=("prevention",),
        themes=("migration", "children"),
    )
    assert statement.get_tags("themes") == ("migration", "children")
    assert statement.tags == ("migration", "children", "prevention", "women")


def test_only_a_factor_has_no_interventions() -> None:
    without = [kind for kind in StatementKind if "interventions" not in list_tag_fields(kind)]
    assert without == [StatementKind.FACTOR]
    assert list_tag_fields(StatementKind.FACTOR) == ("themes", "exploitation", "groups")

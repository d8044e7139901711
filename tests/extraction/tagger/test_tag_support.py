"""Tags without a supporting term are removed unless the model was measured to be right about them."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from palermo.extraction.tagger.decoding import TaggedName
from palermo.extraction.tagger.tag_support import (
    add_implied_tags,
    add_printed_tags,
    has_subject,
    remove_unsupported_tags,
)
from palermo.statements import StatementKind
from tagger_factory import encode, make_name, make_statement

FORCED_MARRIAGE = ("exploitation", "forced-marriage", 0.9)
CHILDREN = ("groups", "children", 0.9)
TENSE = ("tense", "done", 0.9)


def tag(passage: str, precision: Mapping[str, float] | None, introduction: str = "") -> list[str]:
    statement = make_statement(passage, tags=(FORCED_MARRIAGE, CHILDREN, TENSE))
    return [
        id
        for _, id, _ in remove_unsupported_tags(
            statement, encode(passage, introduction=introduction), "en", precision
        ).tags
    ]


@pytest.mark.parametrize(
    ("passage", "introduction", "kept"),
    [
        ("The office registered births", "", ["done"]),
        ("The office ended a forced marriage", "", ["forced-marriage", "done"]),
        ("The office registered births", "On forced marriage of children:", ["forced-marriage", "children", "done"]),
    ],
)
def test_tag_that_no_term_supports_is_removed(passage: str, introduction: str, kept: list[str]) -> None:
    assert tag(passage, {"forced-marriage": 0.4, "children": 0.49}, introduction) == kept


def test_tag_of_a_precise_class_needs_no_term() -> None:
    assert tag("The office registered births", {"children": 0.5}) == ["children", "done"]


@pytest.mark.parametrize(
    ("tag", "is_kept"),
    [
        (("themes", "migration", 0.9), True),
        (("interventions", "prevention", 0.9), True),
        (("themes", "migration", 0.89), False),
        (("groups", "children", 0.9), False),
    ],
)
def test_sure_themes_and_interventions_need_no_term(tag: tuple[str, str, float], is_kept: bool) -> None:
    passage = "The office registered births"
    statement = remove_unsupported_tags(make_statement(passage, tags=(tag,)), encode(passage), "en", {})
    assert statement.tags == ((tag,) if is_kept else ())


def test_every_partnership_has_the_tag_of_its_kind() -> None:
    activity = make_statement("The office meets the unit")
    partnership = replace(activity, kind=StatementKind.PARTNERSHIP)
    assert add_implied_tags(activity) == activity
    implied = add_implied_tags(partnership)
    assert [tag[:2] for tag in implied.tags] == [("interventions", "coordination-and-partnership")]
    assert add_implied_tags(implied) == implied


def test_model_without_measured_precision_keeps_its_tags() -> None:
    assert tag("The office registered births", None) == ["forced-marriage", "children", "done"]


def add_weak(passage: str, *names: TaggedName) -> list[str]:
    weak_tags = (("exploitation", "forced-marriage", 0.2), ("groups", "children", 0.2))
    statement = make_statement(passage, weak_tags=weak_tags, roles={"actors": names})
    return [id for _, id, _ in add_printed_tags(statement, encode(passage), "en").tags]


def test_a_printed_term_adds_a_less_probable_tag() -> None:
    assert add_weak("The office ended a forced marriage") == ["forced-marriage"]


@pytest.mark.parametrize(
    ("weak_tag", "is_added"),
    [
        (("interventions", "protection-and-assistance", 0.19), False),
        (("interventions", "protection-and-assistance", 0.2), True),
        (("themes", "migration", 0.1), True),
        (("interventions", "public-procurement", 0.1), True),
    ],
)
def test_a_printed_term_of_a_topic_needs_some_probability(weak_tag: tuple[str, str, float], is_added: bool) -> None:
    passage = "Migrants wait for protection and public procurement"
    statement = make_statement(passage, weak_tags=(weak_tag,))
    assert add_printed_tags(statement, encode(passage), "en").tags == ((weak_tag,) if is_added else ())


def test_a_precise_term_adds_a_tag_that_the_model_does_not_see() -> None:
    assert add_weak("The office ended debt bondage") == ["debt-bondage"]
    assert add_weak("The office trained an au pair") == []


def test_a_term_in_the_name_of_a_party_adds_none() -> None:
    passage = "The Forced Marriage Unit trained judges"
    name = make_name(passage, "Forced Marriage Unit")
    assert add_weak(passage, name) == []


def test_a_statement_without_theme_form_or_group_is_about_nothing() -> None:
    assert has_subject(make_statement("Children dig wells", tags=(CHILDREN, TENSE)))
    assert not has_subject(make_statement("Wells are dug", tags=(TENSE,)))

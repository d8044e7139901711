"""Items below headings and introductions that ask."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from palermo.extraction.lists import recommendations
from palermo.statements import Masthead, Passage, Statement

PassageWriter = Callable[..., list[Passage]]


def below(passages: PassageWriter, headings: tuple[str, ...], *lines: tuple[str, str | None, str]) -> list[Statement]:
    titles = [("heading", None, heading) for heading in headings]
    written = [replace(one, headings=headings) for one in passages([*titles, *lines])]
    return list(recommendations(written, Masthead()))


@pytest.mark.parametrize(
    "item",
    [
        "Train all labour inspectors every year",
        "Ensuring that survivors can stay in the country",
        "Creation of a fund for survivors",
        "Survivors must be told of their rights",
    ],
)
def test_item_below_a_heading_for_a_party_asks_that_party(passages: PassageWriter, item: str) -> None:
    (made,) = below(passages, ("Recommendations", "Governments"), ("item", None, item + "."))
    assert made.quote == item
    assert [ref.name for ref in made.addressees] == ["Governments"]
    assert ("heading", "Recommendations") in [(one.role, one.quote) for one in made.support]


@pytest.mark.parametrize(
    "heading", ["For governments", "Recommendations for governments", "5. Recommendations to governments"]
)
def test_heading_itself_names_who_is_asked(passages: PassageWriter, heading: str) -> None:
    (made,) = below(passages, (heading,), ("item", None, "Train all labour inspectors every year"))
    assert [ref.name for ref in made.addressees] == ["governments"]


@pytest.mark.parametrize(
    ("heading", "label", "item"),
    [
        ("Recommendations", "The office will:", "Train all labour inspectors every year"),
        ("Recommendations", None, "Twelve people in two houses"),
        ("Findings", None, "Train all labour inspectors every year"),
    ],
)
def test_what_does_not_ask_is_left_alone(passages: PassageWriter, heading: str, label: str | None, item: str) -> None:
    lines = [("paragraph", None, label)] if label else []
    assert below(passages, (heading,), *lines, ("item", None, item)) == []


def test_bullet_left_in_a_paragraph_marks_an_item(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", None, "Leadership – national government should:"),
        ("paragraph", None, "■ fund local coordinators of survivor care"),
    ]
    (made,) = below(passages, ("Partnerships",), *lines)
    assert made.quote == "fund local coordinators of survivor care"
    assert [ref.name for ref in made.addressees] == ["national government"]


def test_heading_that_ends_with_a_colon_introduces(passages: PassageWriter) -> None:
    found = below(passages, ("The union calls for:",), ("item", None, "An end to recruitment fees"))
    assert [made.quote for made in found] == ["An end to recruitment fees"]

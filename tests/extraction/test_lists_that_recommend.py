"""Lists whose introduction asks for what follows and names nobody: each item says whom it asks."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.reading import read
from palermo.statements import Kind, Masthead, Passage, Statement

type PassageWriter = Callable[..., list[Passage]]


def found(written: list[Passage]) -> list[Statement]:
    return list(extract(written, Masthead()).statements)


def asked(statement: Statement) -> list[str]:
    return [ref.name for ref in statement.addressees]


@pytest.mark.parametrize(
    ("introduction", "actors"),
    [
        ("We recommend that:", []),
        ("It is recommended that:", []),
        ("The following is recommended:", []),
        ("The report recommends that:", []),
        ("The working group therefore recommends that the following steps be taken:", ["working group"]),
        ("The Alliance calls for:", ["Alliance"]),
        ("The Alliance calls for the following:", ["Alliance"]),
        ("The Committee recommends:", ["Committee"]),
    ],
)
@pytest.mark.parametrize("numbers", [(None, None, None), ("(a)", "(b)", "(c)"), ("1", "2", "3")])
def test_each_item_says_whom_it_asks(
    passages: PassageWriter, introduction: str, actors: list[str], numbers: tuple[str | None, ...]
) -> None:
    items = ["Governments ratify the Protocol;", "UNODC publish model laws;", "schools not expel trafficked children."]
    rows = [("item", number, words) for number, words in zip(numbers, items, strict=True)]
    made = found(passages([("paragraph", None, introduction), *rows]))
    assert [(one.kind, asked(one)) for one in made] == [
        (Kind.RECOMMENDATION, ["Governments"]),
        (Kind.RECOMMENDATION, ["UNODC"]),
        (Kind.RECOMMENDATION, ["schools"]),
    ]
    assert [[ref.name for ref in one.actors] for one in made] == [actors] * 3


@pytest.mark.parametrize(
    ("item", "addressees"),
    [
        ("ratification of the Protocol by all States;", ["States"]),
        ("an end to the detention of children;", []),
        ("Governments to fund shelters;", ["Governments"]),
        ("the Ministry of Labour should inspect farms;", ["Ministry of Labour"]),
        ("that UNHCR train border guards;", ["UNHCR"]),
        ("victims be given a residence permit;", []),
        ("legal aid should be given to victims;", []),
        ("train border guards in the law of asylum;", []),
        ("an independent rapporteur, appointed by Parliament;", []),
        ("States that have not ratified the Protocol do so;", ["States"]),
        ("the Government and trade unions to agree on a code;", ["Government", "trade unions"]),
    ],
)
def test_whom_an_item_asks(passages: PassageWriter, item: str, addressees: list[str]) -> None:
    (made,) = found(passages([("paragraph", None, "The Alliance calls for:"), ("item", None, item)]))
    assert (made.kind, asked(made)) == (Kind.RECOMMENDATION, addressees)


@pytest.mark.parametrize("words", ["It is recommended that:", "The Alliance calls for the following:"])
def test_an_introduction_alone_recommends_nothing(passages: PassageWriter, words: str) -> None:
    assert found(passages([("paragraph", None, words)])) == []


def test_numbered_paragraphs_right_below_are_items(passages: PassageWriter) -> None:
    rows = [("paragraph", "1", "States fund shelters."), ("paragraph", "2", "States train judges.")]
    made = found(
        passages([("paragraph", None, "We recommend that:"), *rows, ("paragraph", "7", "IOM trains judges in Kenya.")])
    )
    assert [(one.kind, asked(one)) for one in made[:2]] == [(Kind.RECOMMENDATION, ["States"])] * 2
    assert [one.kind for one in made[2:]] == [Kind.ACTIVITY]


def test_paragraphs_whose_numbers_go_on_from_the_introduction_are_no_items(passages: PassageWriter) -> None:
    rows = [("paragraph", "6", "The Alliance calls for:"), ("paragraph", "7", "IOM trains judges in Kenya.")]
    assert [one.kind for one in found(passages(rows))] == [Kind.ACTIVITY]


def test_bullets_numbers_and_letters_of_a_text_with_marks() -> None:
    text = """# Findings

We recommend that:

- Governments ratify the Protocol
- UNODC publish model laws

It is recommended that:

1. schools not expel trafficked children
2. States fund shelters.

The report recommends that:

a) States train judges;
b) companies pay fair wages;
"""
    made = found(list(read(text.encode(), "notes.md").passages))
    assert {one.kind for one in made} == {Kind.RECOMMENDATION}
    assert [asked(one) for one in made] == [
        ["Governments"],
        ["UNODC"],
        ["schools"],
        ["States"],
        ["States"],
        ["companies"],
    ]

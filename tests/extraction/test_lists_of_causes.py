"""Items of ours below words that open a list of causes are factors; items that only name something are nothing."""

from collections.abc import Callable

from palermo.extraction import extract
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

RISKS = ("paragraph", None, "We look more closely at suppliers where the following risk factors appear:")


def test_items_below_risk_factors_are_factors(passages: PassageWriter) -> None:
    items = [
        ("item", "(a)", "Goods are being offered far below their cost by suppliers;"),
        ("item", "(b)", "Suppliers whose work involves heavy lifting; and"),
        ("item", "(c)", "Workers who were hired through agencies abroad."),
        ("paragraph", None, "We trained 40 buyers in 2024."),
    ]
    made = list(extract(passages([RISKS, *items]), Masthead()).statements)
    assert [(one.kind.value, one.quote) for one in made] == [
        ("factor", "Goods are being offered far below their cost by suppliers"),
        ("factor", "Suppliers whose work involves heavy lifting"),
        ("factor", "Workers who were hired through agencies abroad"),
        ("activity", "We trained 40 buyers in 2024"),
    ]


def test_the_words_that_open_a_list_of_causes_are_none_themselves(passages: PassageWriter) -> None:
    opening = ("paragraph", None, "The main drivers of trafficking in the region are:")
    made = list(extract(passages([opening, ("item", "(a)", "debts to recruiters;")]), Masthead()).statements)
    assert [(one.kind.value, one.quote) for one in made] == [("factor", "debts to recruiters")]


def test_items_that_only_name_something_tell_nothing(passages: PassageWriter) -> None:
    opening = ("paragraph", None, "The suppliers that we visit first are:")
    items = [
        ("item", "(a)", "Suppliers whose work involves heavy lifting;"),
        ("item", "(b)", "Hotels that hire cleaners through agencies."),
    ]
    assert not list(extract(passages([opening, *items]), Masthead()).statements)


def test_items_behind_are_that_tell_what_is_done_are_activities(passages: PassageWriter) -> None:
    opening = ("paragraph", None, "To keep workers safe, we are:")
    made = list(
        extract(passages([opening, ("item", "(a)", "training the buyers of our shops;")]), Masthead()).statements
    )
    assert [one.kind.value for one in made] == ["activity"]


def test_whose_gifts_an_organ_welcomes_does_not_ask(passages: PassageWriter) -> None:
    lines = [
        ("paragraph", None, "The General Assembly,"),
        ("paragraph", "1", "Welcomes the gifts of Peru and Chile to the fund, and urges other States to contribute;"),
    ]
    made = list(extract(passages(lines), Masthead()).statements)
    assert [(one.kind.value, [ref.name for ref in one.actors]) for one in made] == [
        ("recommendation", ["General Assembly"])
    ]

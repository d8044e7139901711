"""Tests of earlier proposals, and of which pairs became a tie."""

from types import ModuleType

from made_editions import MakePart, OpenEdition
from palermo.analysis.partnerships import find_current_ties, score_past_proposals

LIKE = {"themes": ("technology", "child-protection"), "groups": ("children",), "places": ("AAA", "BBB")}


def test_pair_that_was_proposed_and_tied_later_counts(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    output = [make_statement_document(f"A acts {n}.", "a", document={"date": "2022"}, **LIKE) for n in range(5)]
    output += [make_statement_document(f"B acts {n}.", "b", document={"date": "2022"}, **LIKE) for n in range(5)]
    output += [make_statement_document(f"D acts {n}.", "d", document={"date": "2022"}, **LIKE) for n in range(5)]
    output += [
        make_statement_document(f"E acts {n}.", "e", document={"date": "2022"}, themes=("corruption",), places=("CCC",))
        for n in range(9)
    ]
    output += [make_statement_document("A with B.", "a", partners=("b",), document={"date": "2024"}, years=(2024,))]
    output += [make_statement_document(f"F acts {n}.", "f", document={"date": "2022"}, **LIKE) for n in range(5)]
    output += [make_statement_document("A with F.", "a", partners=("f",), document={"date": None})]
    output += [make_statement_document("B with D.", "b", partners=("d",), document={"date": "2005"}, years=(2005,))]
    view, known = open_edition(*output), facts.registry_of()
    ties = find_current_ties(view, known)
    by_year = {item.year: item for item in score_past_proposals(view, known, ties)}
    before = {item.parties: item.tied_since for item in by_year[2023].proposals}
    assert before[("a", "b")] == 2024
    assert before[("a", "d")] is None
    assert ("b", "d") not in before, "nor is one with a past tie"
    assert ("a", "f") not in before, "nor is one with a tie that has no date"
    assert by_year[2023].tied == by_year[2023].formed_pairs == 1
    assert ("a", "b") not in {item.parties for item in by_year[2024].proposals}, "a pair with a tie is not proposed"


def test_pair_with_a_tie_of_an_unknown_year_is_no_proposal(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    output = [
        make_statement_document(f"{name} acts {n}.", name, document={"date": "2022"}, **LIKE)
        for name in ("a", "b", "d")
        for n in range(5)
    ]
    output += [
        make_statement_document(f"E acts {n}.", "e", document={"date": "2022"}, themes=("corruption",), places=("CCC",))
        for n in range(9)
    ]
    output += [make_statement_document("A with B.", "a", partners=("b",), document={"date": None}, years=())]
    output += [make_statement_document("B with D.", "b", partners=("d",), document={"date": "2005"}, years=(2005,))]
    view, known = open_edition(*output), facts.registry_of()
    proposed = {
        item.parties
        for year in score_past_proposals(view, known, find_current_ties(view, known))
        for item in year.proposals
    }
    assert ("a", "d") in proposed
    assert ("a", "b") not in proposed


def test_tie_with_a_part_excludes_the_whole_in_earlier_years_too(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    known = facts.registry_of(
        facts.partnership("parts", "subsidiary", "a", "b"),
        facts.partnership("further parts", "subsidiary", "a", "c"),
    )
    output = [
        make_statement_document(f"{name} acts {n}.", name, document={"date": "2022"}, **LIKE)
        for name in "abcd"
        for n in range(5)
    ]
    output += [
        make_statement_document(f"E acts {n}.", "e", document={"date": "2022"}, themes=("corruption",), places=("CCC",))
        for n in range(9)
    ]
    output += [make_statement_document("B with D.", "b", partners=("d",), document={"date": "2021"}, years=(2021,))]
    view = open_edition(*output)
    by_year = {item.year: item for item in score_past_proposals(view, known, find_current_ties(view, known))}
    proposed = {item.parties for item in by_year[2023].proposals}
    assert ("c", "d") in proposed
    assert ("a", "d") not in proposed

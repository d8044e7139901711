"""Candidates for the roles of a statement."""

from palermo.extraction.tagger.role_refs import find_candidates
from tagger_factory import encode, make_name, make_statement


def list_addressees(text: str, *words: str, **full_names: str) -> list[str]:
    statement = make_statement(text, roles={"addressees": tuple(make_name(text, word) for word in words)})
    found = find_candidates(statement, "addressees", encode(text), None, {}, lambda name: full_names.get(name, name))
    return [candidate.ref.name for candidate in found]


def test_first_part_of_an_adjective_has_no_role() -> None:
    text = "It trains nurses in survivor-centred care for survivors"
    assert list_addressees(text, "nurses", "survivor") == ["nurses"]


def test_acronym_of_a_survey_has_no_role() -> None:
    full_names = {"ENP": "Encuestas Nacionales de Pozos (ENP)", "EFW": "Example Fund for Wells (EFW)"}
    assert list_addressees("It helps ENP and EFW", "ENP", "EFW", **full_names) == ["Example Fund for Wells (EFW)"]


def test_name_that_goes_on_elsewhere_has_no_role() -> None:
    assert list_addressees("Functions of the Agency for Wells of the", "Agency for Wells") == []
    assert list_addressees("Functions of the Agency for Wells", "Agency for Wells") == ["Agency for Wells"]


def test_cited_authors_have_no_role() -> None:
    text = "Example and Sample (2005) urge the Harbour Board and the EFW (2005) to act"
    assert list_addressees(text, "Example", "Harbour Board", "EFW") == ["Harbour Board", "EFW"]
    assert list_addressees("The board asked Ghana (2005) to act", "Ghana") == ["Ghana"]

"""Names without a head noun that is known act where their verb tells a deed."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.extraction.language.wording_files import wordings
from palermo.extraction.names.unregistered_names import told_name
from palermo.extraction.roles.parties import parties
from palermo.statements import Kind, Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("Save the Children opened a shelter.", ["Save the Children"]),
        ("UNHCR and Save the Children opened a shelter.", ["UNHCR", "Save the Children"]),
        ("Hope for Rivers supported 200 survivors.", ["Hope for Rivers"]),
        ("Lumeris operates the hotline.", ["Lumeris"]),
        ("The Partnership for Daylight trained 40 judges.", ["Partnership for Daylight"]),
        ("The Alliance is currently running a hotline.", ["Alliance"]),
        ("Next year, the Alliance will open two shelters.", ["Alliance"]),
    ],
)
def test_names_act(passages: PassageWriter, text: str, acting: list[str]) -> None:
    (made,) = extract(passages([("paragraph", None, text)]), Masthead()).statements
    assert made.kind is Kind.ACTIVITY
    assert [ref.name for ref in made.actors] == acting


@pytest.mark.parametrize(
    ("about", "deed"),
    [
        ("Poverty", "creates risks"),
        ("Technology", "helps police"),
        ("Kenya", "opened a shelter"),
        ("Winter", "helps smugglers"),
        ("Airlines", "trained crews"),
        ("The Example Protocol", "offers a definition"),
        ("Women in Iraq", "opened a shop"),
        ("Lumeris", "rose in May"),
    ],
)
def test_things_places_texts_and_other_verbs_make_no_name(about: str, deed: str) -> None:
    words = wordings("en")
    assert words is not None
    assert told_name(about, deed, words) is None


def test_an_alliance_that_signs_is_a_party(passages: PassageWriter) -> None:
    text = "The Alliance of Lake Cities and the Salvation Army have signed a memorandum of understanding."
    (made,) = extract(passages([("paragraph", None, text)]), Masthead()).statements
    assert made.kind is Kind.PARTNERSHIP
    assert [ref.name for ref in made.actors] == ["Alliance of Lake Cities", "Salvation Army"]


@pytest.mark.parametrize(
    ("language", "printed", "names"),
    [
        ("en", "50 border guards", ["border guards"]),
        ("en", "Where the victim", []),
        ("en", "victims, acts", ["victims"]),
        ("en", "children, and ICAT issued a statement", ["children"]),
        ("en", "Banks and technology companies", ["Banks", "technology companies"]),
        ("es", "Perú y a Bolivia", ["Perú", "Bolivia"]),
        ("fr", "Sénégal et au Togo", ["Sénégal", "Togo"]),
        ("fr", "policiers, les inspecteurs et la société civile", ["policiers", "inspecteurs", "société civile"]),
        ("ru", "программы сотрудничества", []),
        ("ru", "заинтересованным сторонам, как", ["заинтересованным сторонам"]),
    ],
)
def test_those_who_are_asked_are_told_each_by_itself(language: str, printed: str, names: list[str]) -> None:
    words = wordings(language)
    assert words is not None
    assert list(parties(printed, words, served=True)) == names

"""Candidates for the roles of a statement."""

from palermo.extraction import load_tagger
from palermo.extraction.tagger.contexts import PassageContext
from palermo.extraction.tagger.decoding import TaggedName, TaggedStatement
from palermo.extraction.tagger.inputs import encode_passage
from palermo.extraction.tagger.role_refs import find_candidates
from palermo.extraction.tagger.schema import InputSegment
from palermo.statements import StatementKind


def list_addressees(text: str, *words: str, **full_names: str) -> list[str]:
    model = load_tagger()
    assert model is not None
    (encoded,) = encode_passage(text, PassageContext(), model.tokenizer)
    names = tuple(
        TaggedName(
            name=word,
            segment=InputSegment.PASSAGE,
            start=text.index(word),
            end=text.index(word) + len(word),
            probability=0.9,
        )
        for word in words
    )
    statement = TaggedStatement(
        kind=StatementKind.ACTIVITY,
        start=0,
        end=len(text),
        probability=0.9,
        alternatives=(),
        roles={"addressees": names},
        document_roles={},
        tags=(),
        sentence=0,
    )
    found = find_candidates(statement, "addressees", encoded, None, {}, lambda name: full_names.get(name, name))
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

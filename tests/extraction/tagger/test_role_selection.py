"""Which of the names found for a statement's roles stay."""

from palermo.extraction.tagger.role_refs import RoleCandidate
from palermo.extraction.tagger.role_selection import select_likely_refs, select_refs
from palermo.statements import Ref, RefType
from tagger_factory import encode, make_name


def select_likely_names(text: str, **probabilities: float) -> list[str]:
    """Return the names of one role in a text that stay."""
    candidates = [
        RoleCandidate(
            ref=Ref(id=None, name=name, type=RefType.ENTITY, source="quote", confidence=probability),
            name=make_name(text, name, probability),
        )
        for name, probability in probabilities.items()
    ]
    refs = [candidate.ref for candidate in candidates]
    return [ref.name for ref in select_likely_refs(candidates, refs, encode(text))]


def select_names(quote: str = "", **roles: dict[str, float]) -> dict[str, list[str]]:
    refs = {
        role: tuple(
            Ref(id=None, name=name, type=RefType.ENTITY, source="quote", confidence=confidence)
            for name, confidence in roles.get(role, {}).items()
        )
        for role in ("actors", "addressees", "partners")
    }
    return {role: [ref.name for ref in selected] for role, selected in select_refs(refs, quote).items() if selected}


def test_name_of_two_roles_keeps_the_likelier() -> None:
    roles = select_names(addressees={"Example Fund for Wells": 0.4}, partners={"example fund for wells": 0.6})
    assert roles == {"partners": ["example fund for wells"]}


def test_name_of_two_roles_that_are_as_likely_keeps_the_first() -> None:
    assert select_names(actors={"Ruritania": 0.5}, addressees={"Ruritania": 0.5}) == {"actors": ["Ruritania"]}


def test_a_part_of_a_longer_name_of_another_role_is_left_out() -> None:
    bodies = {"actors": {"Regional Conference on Wells (RCW)": 0.6}, "partners": {"Wells (RCW)": 0.8}}
    assert list(select_names("The Regional Conference on Wells (RCW) met", **bodies)) == ["actors"]
    assert list(select_names("The Regional Conference on Wells (RCW) met Wells (RCW)", **bodies)) == [
        "actors",
        "partners",
    ]


def test_doubtful_addressees_stay() -> None:
    assert select_names(addressees={"Example Fund": 0.29}) == {"addressees": ["Example Fund"]}


def test_doubtful_partners_are_left_out() -> None:
    partners = {"Example Fund": 0.15, "Example House": 0.3, "research institutes": 0.25, "regional commissions": 0.15}
    assert select_names(partners=partners) == {"partners": ["Example House", "regional commissions"]}


def test_names_listed_with_the_surest_stay() -> None:
    text = "It trains judges, nurses and their teachers, so that pupils learn"
    assert select_likely_names(text, judges=0.9, nurses=0.2, teachers=0.3, pupils=0.6) == [
        "judges",
        "nurses",
        "teachers",
    ]


def test_names_outside_of_its_list_stay_if_they_are_nearly_as_sure() -> None:
    assert select_likely_names("It trains judges to protect pupils", judges=0.9, pupils=0.75) == ["judges", "pupils"]


def test_without_candidates_nobody_stays() -> None:
    assert select_likely_names("It trains") == []


def test_names_listed_with_one_that_is_nearly_as_sure_stay() -> None:
    text = "Carters, so far, and millers and weavers are members"
    assert select_likely_names(text, Carters=0.9, weavers=0.8, millers=0.3) == ["Carters", "weavers", "millers"]

"""Which of the names found for a statement's roles stay."""

from palermo.extraction.tagger.role_selection import select_refs
from palermo.statements import Ref, RefType


def select_names(**roles: dict[str, float]) -> dict[str, list[str]]:
    refs = {
        role: tuple(
            Ref(id=None, name=name, type=RefType.ENTITY, source="quote", confidence=confidence)
            for name, confidence in roles.get(role, {}).items()
        )
        for role in ("actors", "addressees", "partners")
    }
    return {role: [ref.name for ref in selected] for role, selected in select_refs(refs).items() if selected}


def test_name_of_two_roles_keeps_the_likelier() -> None:
    roles = select_names(addressees={"Example Fund for Wells": 0.4}, partners={"example fund for wells": 0.6})
    assert roles == {"partners": ["example fund for wells"]}


def test_name_of_two_roles_that_are_as_likely_keeps_the_first() -> None:
    assert select_names(actors={"Ruritania": 0.5}, addressees={"Ruritania": 0.5}) == {"actors": ["Ruritania"]}


def test_doubtful_partners_are_left_out() -> None:
    partners = {"Example Fund": 0.15, "Example House": 0.3, "research institutes": 0.25, "regional commissions": 0.15}
    assert select_names(partners=partners) == {"partners": ["Example House", "regional commissions"]}


def test_lists_of_states_stay_whole() -> None:
    assert select_names(actors={"Kenya": 0.6, "Chad": 0.2}) == {"actors": ["Kenya", "Chad"]}


def test_actors_far_below_the_surest_are_left_out() -> None:
    assert select_names(actors={"judges": 0.6, "nurses": 0.37, "mills": 0.3}) == {"actors": ["judges", "nurses"]}

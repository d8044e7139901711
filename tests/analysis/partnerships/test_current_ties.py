"""Tests of current ties: evidence, strength, and links to the evidence."""

from dataclasses import replace
from types import ModuleType

import pytest

from made_editions import STATE_A, MakePart, OpenEdition
from palermo.analysis.partnerships import (
    Affiliation,
    EvidenceKind,
    ExclusionReason,
    PartnershipTie,
    TieContinuity,
    find_current_ties,
)
from palermo.analysis.partnerships.evidence import TieEvidence, compute_components
from palermo.edition import build_filters
from palermo.statements import Masthead, Nature, StatementKind


def list_parties(ties: tuple[PartnershipTie, ...]) -> list[tuple[str, str]]:
    return [tie.parties for tie in ties]


def test_partners_and_side_by_side_actors_are_tied(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    view = open_edition(
        make_statement_document("A works with B.", "a", partners=("b",), kind=StatementKind.PARTNERSHIP),
        make_statement_document("c and d train.", "c", "d"),
        make_statement_document("E is asked to work with F.", "e", partners=("f",), kind=StatementKind.RECOMMENDATION),
    )
    result = find_current_ties(view, facts.registry_of())
    assert sorted(list_parties(result.ties)) == [("a", "b"), ("c", "d")]
    by_ends = {tie.parties: tie for tie in result.ties}
    assert by_ends["a", "b"].evidence[0].kind is EvidenceKind.COOPERATION
    assert by_ends["c", "d"].evidence[0].kind is EvidenceKind.ACTIVITY
    for tie in result.ties:
        for evidence in tie.evidence:
            assert view.get_statement(evidence.id).quote


def test_those_for_whom_they_stands_are_not_reported_together(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    assert (
        find_current_ties(open_edition(make_statement_document("They train.", "c", "d")), facts.registry_of()).ties
        == ()
    )


def test_partners_of_one_are_not_tied_to_each_other(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    result = find_current_ties(
        open_edition(make_statement_document("A works with B and C.", "a", partners=("b", "c"))), facts.registry_of()
    )
    assert sorted(list_parties(result.ties)) == [("a", "b"), ("a", "c")]


def test_a_state_is_no_agency(facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition) -> None:
    result = find_current_ties(
        open_edition(make_statement_document("A helps.", "a", partners=("state:AAA",))), facts.registry_of()
    )
    assert result.ties == ()
    assert result.left_out == {ExclusionReason.STATE: 1}


def test_bodies_of_a_state_under_review_are_that_states(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    plain = make_statement_document("A works with the fund.", "a", partners=("new:1|Sample Relief Fund",))
    assert list_parties(find_current_ties(open_edition(plain), facts.registry_of()).ties) == [("a", "new:1")]
    output = make_statement_document("B works with another fund.", "b", partners=("new:2|Other Relief Fund",))
    reviewed = replace(output.document, masthead=Masthead(date="2024", under_review="State A"))
    assert find_current_ties(open_edition(replace(output, document=reviewed)), facts.registry_of()).ties == ()


def test_the_registry_ties_by_programmes_chairs_works_and_meetings(
    facts: ModuleType, open_edition: OpenEdition
) -> None:
    known = facts.registry_of(
        facts.partnership("programme", "joint-programme", "a", "b"),
        facts.partnership("chair", "co-chair", "c", "d"),
        facts.publication("work", "2023", "e", "f"),
        facts.publication("call", "2023", "a", "f", kind="joint-statement"),
        facts.milestone("briefing", "2022-05-01", "briefing", "a", "c"),
    )
    kinds = {tie.parties: tie.evidence[0].kind for tie in find_current_ties(open_edition(), known).ties}
    assert kinds == {
        ("a", "b"): EvidenceKind.PROGRAMME,
        ("c", "d"): EvidenceKind.CHAIR,
        ("e", "f"): EvidenceKind.PUBLICATION,
        ("a", "f"): EvidenceKind.SIGNATURE,
        ("a", "c"): EvidenceKind.EVENT,
    }


def test_membership_of_a_common_body_is_no_tie(facts: ModuleType, open_edition: OpenEdition) -> None:
    known = facts.registry_of(
        facts.entity("g", "mechanism"),
        facts.partnership("members", "membership", "g", "a", "b"),
        facts.partnership("founders", "founding", "g", "a", "b"),
        facts.milestone("joins", "2020", "membership", "g", "c"),
    )
    assert find_current_ties(open_edition(), known).ties == ()


def test_what_is_not_verified_ties_nobody(facts: ModuleType, open_edition: OpenEdition) -> None:
    known = facts.registry_of(facts.partnership("programme", "joint-programme", "a", "b", verified=False))
    assert find_current_ties(open_edition(), known).ties == ()


def test_bodies_of_one_house_are_no_partners(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    known = facts.registry_of(
        facts.entity("u", names={"en": "Bureau of the Agency A"}),
        facts.entity("s", website="https://a.example/section"),
        facts.entity("h", website="https://a.example"),
        facts.partnership("part", "subsidiary", "b", "c"),
    )
    output = [
        make_statement_document("One.", "u", partners=("a",)),
        make_statement_document("Two.", "s", partners=("h",)),
        make_statement_document("Three.", "b", "c"),
    ]
    result = find_current_ties(open_edition(*output), known)
    assert result.ties == ()
    reasons = {("a", "u"): Affiliation.NAME, ("h", "s"): Affiliation.SITE, ("b", "c"): Affiliation.SUBSIDIARY}
    assert result.affiliations == reasons


def test_publishers_of_a_document_are_tied_and_those_of_a_digest_are_not(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    own = make_statement_document("Nothing.", document={"publishers": ("a", "b")})
    ours = make_statement_document("Less.", document={"publishers": ("c", "d"), "nature": Nature.DIGEST})
    assert list_parties(find_current_ties(open_edition(own, ours), facts.registry_of()).ties) == [("a", "b")]


def test_a_work_counts_once_and_further_evidence_less() -> None:
    def one(id: str, work: str, bodies: int = 2) -> TieEvidence:
        return TieEvidence(
            kind=EvidenceKind.ACTIVITY, source_type="statement", id=id, work=work, first=2024, last=2024, bodies=bodies
        )

    assert compute_components((one("1", "w"), one("2", "w")))[0].strength == 1.0
    assert compute_components((one("1", "w"), one("2", "v")))[0].strength == 1.5
    assert compute_components((one("1", "w", bodies=11),))[0].strength == 0.1


@pytest.mark.parametrize(
    ("start", "end", "continuity"),
    [
        (2020, 2024, TieContinuity.RECENT),
        (2010, None, TieContinuity.OPEN),
        (2010, 2012, TieContinuity.SILENT),
        (None, None, TieContinuity.UNDATED),
    ],
)
def test_a_tie_is_seen_to_go_on_or_not(
    facts: ModuleType, open_edition: OpenEdition, start: int | None, end: int | None, continuity: TieContinuity
) -> None:
    known = facts.registry_of(facts.partnership("programme", "joint-programme", "a", "b", start=start, end=end))
    (tie,) = find_current_ties(open_edition(), known).ties
    assert (tie.continuity, tie.first, tie.last) == (continuity, start, end or start)


def test_what_is_reported_for_later_was_seen_in_the_documents_year(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    (tie,) = find_current_ties(
        open_edition(make_statement_document("a and b by 2034.", "a", "b", years=(2034,))), facts.registry_of()
    ).ties
    assert (tie.first, tie.last) == (2024, 2024)


def test_filters_leave_what_they_cannot_ask(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    known = facts.registry_of(facts.partnership("programme", "joint-programme", "a", "b"))
    view = open_edition(
        make_statement_document("c and d.", "c", "d", themes=("gender",)), make_statement_document("e and f.", "e", "f")
    )
    assert list_parties(find_current_ties(view, known, build_filters(theme=("gender",))).ties) == [("c", "d")]
    assert find_current_ties(view, known, build_filters(kind=("mandate",))).ties == ()


def test_an_edition_without_documents_has_none(facts: ModuleType, open_edition: OpenEdition) -> None:
    result = find_current_ties(open_edition(), facts.registry_of())
    assert (result.ties, result.bodies, result.statements) == ((), (), 0)
    assert STATE_A.id not in result.names


def test_ties_that_no_document_shows_are_distinguished_from_others(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    known = facts.registry_of(
        facts.partnership("one", "joint-programme", "a", "b"), facts.partnership("two", "joint-programme", "c", "d")
    )
    result = find_current_ties(open_edition(make_statement_document("a and b.", "a", "b")), known)
    assert [(tie.parties, tie.is_documented) for tie in result.ties] == [(("a", "b"), True), (("c", "d"), False)]
    assert result.registry_only_count == 1

"""Tests of prospective ties: ranking, reasons, and no proposal of existing ties."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest

from made_editions import CreateLibrary, MakePart, OpenEdition, WriteEdition
from palermo.analysis.partnerships import ProspectiveTie, ProspectiveTies, find_current_ties, rank_prospective_ties
from palermo.analysis.partnerships.activity_records import ActivityRecord, load_activity_records
from palermo.analysis.partnerships.evidence import EvidenceKind, TieEvidence
from palermo.analysis.partnerships.field_history import build_snapshot, load_model
from palermo.analysis.partnerships.pair_features import CAUTIONS, FEATURES
from palermo.analysis.partnerships.parties import PartyResolver
from palermo.edition import open_view
from palermo.statements import Ref, RefType
from tie_weights import PRIOR_WEIGHTS, build_examples, fit_weights

LIKE = {"themes": ("technology", "child-protection"), "groups": ("children",), "places": ("AAA", "BBB")}


@pytest.fixture(scope="module")
def prospects(
    facts: ModuleType, make_statement_document: MakePart, create_library: CreateLibrary, write_edition: WriteEdition
) -> Any:
    """A and B are alike but for an intervention, C is tied to A, B and D, E is silent.

    D is apart, and worked with A long ago.
    """
    output = [make_statement_document(f"A acts {n}.", "a", interventions=("prevention",), **LIKE) for n in range(5)]
    output += [
        make_statement_document(f"B acts {n}.", "b", interventions=("capacity-building",), **LIKE) for n in range(5)
    ]
    output += [
        make_statement_document("A with C.", "a", partners=("c",)),
        make_statement_document("B with C.", "b", partners=("c",)),
        make_statement_document("D with C.", "d", partners=("c",)),
    ]
    output += [make_statement_document(f"D acts {n}.", "d", **{**LIKE, "places": ("DDD",)}) for n in range(5)]
    output += [make_statement_document("E acts.", "e", document={"date": "2012"}, **LIKE)]
    known = facts.registry_of(
        facts.entity("g", "mechanism"),
        facts.partnership("members", "membership", "g", "a", "b"),
        facts.partnership("over", "joint-programme", "a", "d", start=2008, end=2010),
    )
    library = create_library()
    write_edition(library, output)
    with open_view(library) as view:
        return rank_prospective_ties(view, known, find_current_ties(view, known))


def of(found: ProspectiveTies, one: str, other: str) -> ProspectiveTie:
    return next(prospect for prospect in found.prospects if prospect.parties == (one, other))


def test_groups_of_one_audience_are_one_trace_of_a_statement(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    requests = tuple(Ref(id="private-sector", name=name, type=RefType.GROUP) for name in ("banks", "platforms"))
    view = open_edition(make_statement_document("A asks banks and platforms.", "a", addressees=requests))
    known = facts.registry_of()
    result = [
        item for item in load_activity_records(view, known, PartyResolver(known)) if item.concept == "private-sector"
    ]
    assert [(item.party, item.weight) for item in result] == [("a", 1)]


def test_those_with_most_in_common_come_first(prospects: Any) -> None:
    assert prospects.prospects[0].parties == ("a", "b")


def test_neither_current_nor_past_partners_are_proposed(prospects: Any) -> None:
    pairs = [prospect.parties for prospect in prospects.prospects]
    assert ("a", "c") not in pairs
    assert ("a", "d") not in pairs, "their programme ended long ago: a past tie"
    assert ("b", "d") in pairs
    assert "earlier" not in prospects.weights


def test_no_tie_that_is_listed_is_proposed(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    known = facts.registry_of(
        facts.partnership("over", "joint-programme", "a", "b", start=2008, end=2010),
        facts.milestone("briefing", "2022-05-01", "briefing", "c", "d", "e"),
    )
    output = [make_statement_document(f"{id} acts {n}.", id, **LIKE) for id in "abcd" for n in range(5)]
    output += [make_statement_document(f"{id} acts.", id, themes=("corruption",), places=("CCC",)) for id in "ef"]
    view = open_edition(*output)
    ties = find_current_ties(view, known)
    tied_pairs = {tie.parties for tie in ties.ties}
    proposed = {item.parties for item in rank_prospective_ties(view, known, ties).prospects}
    assert ("a", "b") in tied_pairs, "silent"
    assert ("c", "d") in tied_pairs, "slight"
    assert proposed == {("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("e", "f")}


def test_tie_with_a_part_excludes_the_whole_and_not_its_other_parts(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    known = facts.registry_of(
        facts.partnership("parts", "subsidiary", "a", "b"),
        facts.partnership("further parts", "subsidiary", "a", "c"),
        facts.partnership("over", "joint-programme", "b", "d"),
    )
    output = [make_statement_document(f"{id} acts {n}.", id, **LIKE) for id in "abcd" for n in range(5)]
    output += [make_statement_document(f"{id} acts.", id, themes=("corruption",), places=("CCC",)) for id in "ef"]
    view = open_edition(*output)
    ties = find_current_ties(view, known)
    assert {("a", "b"), ("a", "c")} <= ties.affiliations.keys()
    proposed = {item.parties for item in rank_prospective_ties(view, known, ties).prospects}
    assert ("a", "d") not in proposed
    assert ("c", "d") in proposed


def test_each_point_has_its_reason(prospects: Any) -> None:
    best = prospects.prospects[0]
    named = {reason.name: reason for reason in best.reasons}
    assert set(named["subjects"].shared) == set(LIKE["themes"])
    assert set(named["places"].shared) == set(LIKE["places"])
    assert named["people"].shared == ("children",)
    assert named["partners"].shared == ("c",)
    assert named["complements"].complements == (("prevention",), ("capacity-building",))
    assert best.points == pytest.approx(sum(item.points for item in (*best.reasons, *best.cautions)), abs=0.02)


def test_what_speaks_against_is_reported(prospects: Any) -> None:
    assert {item.name: item.shared for item in of(prospects, "a", "b").cautions} == {"covered": ("g",)}
    against = {item.name: item for item in of(prospects, "a", "e").cautions}
    assert (against["silent"].shared, against["silent"].years) == (("e",), (2012,))
    assert against["thin"].shared == ("e",)
    assert "apart" in {item.name for item in of(prospects, "b", "d").cautions}


def test_one_entity_alone_and_nobody_are_no_error(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    for parts in ((), (make_statement_document("A acts.", "a"),)):
        view, known = open_edition(*parts), facts.registry_of()
        result = rank_prospective_ties(view, known, find_current_ties(view, known))
        assert result.prospects == ()


def test_mechanisms_are_not_proposed_to_each_other_nor_companies(
    facts: ModuleType, make_statement_document: MakePart, open_edition: OpenEdition
) -> None:
    kinds = {"x": "mechanism", "y": "initiative", "v": "private-sector", "w": "private-sector"}
    known = facts.registry_of(*(facts.entity(id, kind) for id, kind in kinds.items()))
    view = open_edition(*(make_statement_document(f"{id} acts {n}.", id, **LIKE) for id in kinds for n in range(5)))
    pairs = [item.parties for item in rank_prospective_ties(view, known, find_current_ties(view, known)).prospects]
    assert ("x", "y") not in pairs
    assert ("v", "w") not in pairs


def test_the_shipped_model_weighs_every_feature_and_caution() -> None:
    model = load_model()
    assert set(model.weights) == set(FEATURES)
    assert set(model.deductions) == set(CAUTIONS)
    assert min(*model.weights.values(), *model.deductions.values()) >= 0


def _evidence(year: int) -> TieEvidence:
    return TieEvidence(
        kind=EvidenceKind.PROGRAMME, source_type="statement", id=str(year), work=str(year), first=year, last=year
    )


def test_a_moment_knows_nothing_of_later_years() -> None:
    remains = [ActivityRecord(party=id, field="", concept="", year=2010, weight=1) for id in "abc"]
    remains.append(ActivityRecord(party="d", field="", concept="", year=2015, weight=1))
    evidence = [(("a", "b"), _evidence(2009)), (("a", "c"), _evidence(2013)), (("a", "d"), _evidence(2013))]
    then = build_snapshot(evidence, remains, {}, 2010, 2014)
    assert then.pair_features.bodies == ("a", "b", "c")
    assert then.tied == {("a", "b")}
    assert then.later == {("a", "c"): 1.0}


def test_weights_move_from_the_prior_towards_what_made_ties() -> None:
    remains = [
        ActivityRecord(party=f"{side}{n}", field="subjects", concept=f"s{n}", year=2010, weight=3)
        for n in range(8)
        for side in "ab"
    ]
    remains += [ActivityRecord(party=item.party, field="", concept="", year=2010, weight=3) for item in remains]
    evidence = [((f"a{n}", f"b{n}"), _evidence(2012)) for n in range(8)]
    result = build_examples([(build_snapshot(evidence, remains, {}, 2010, 2014), frozenset())])
    weights = fit_weights(result, prior_strength=0.01)
    assert result.tied.sum() == 8
    assert weights["subjects"] > 2 * PRIOR_WEIGHTS["subjects"]
    assert weights["places"] == PRIOR_WEIGHTS["places"]
    assert np.array_equal(fit_weights(result, prior_strength=0.01)["subjects"], weights["subjects"])

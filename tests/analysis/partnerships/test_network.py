"""Tests of the network layout: no overlapping labels, deterministic, the strongest bodies first."""

import random
from itertools import combinations

import pytest

from palermo.analysis.partnerships import EvidenceKind, NetworkNode, PartnershipTies, TieEvidence, lay_out_network
from palermo.analysis.partnerships.affiliations import order_pair
from palermo.analysis.partnerships.current_ties import gather_ties
from palermo.analysis.partnerships.network_layout import measure_text, wrap_label


def ties_of(bodies: int, ties: int, seed: int = 1) -> PartnershipTies:
    chance = random.Random(seed)
    evidence = []
    for n in range(ties):
        item, other = chance.sample(range(bodies), 2)
        kind = chance.choice(list(EvidenceKind))
        built = TieEvidence(kind=kind, source_type="statement", id=str(n), work=str(n), first=2020, last=2024)
        evidence.append((order_pair(f"b{item:04}", f"b{other:04}"), built))
    return PartnershipTies(
        ties=gather_ties(evidence, 2026),
        names={},
        affiliations={},
        year=2026,
        statements=ties,
        documents=1,
        left_out={},
    )


def overlap(one: NetworkNode, other: NetworkNode) -> bool:
    (left, top, right, bottom), (west, north, east, south) = one.box, other.box
    return left < east and west < right and top < south and north < bottom


@pytest.mark.parametrize(("bodies", "ties"), [(2, 1), (3, 3), (20, 40), (60, 180), (60, 1200), (900, 5000)])
def test_no_label_is_over_another(bodies: int, ties: int) -> None:
    labels = {
        f"b{n:04}": ("UNAB", "Department of Sample Affairs and Works", "联合国样本办公室")[n % 3] for n in range(bodies)
    }
    built = lay_out_network(ties_of(bodies, ties), labels)
    assert len(built.nodes) <= 60
    assert not [two for two in combinations(built.nodes, 2) if overlap(*two)]
    assert all(node.box[0] >= 0 and node.box[2] <= built.width for node in built.nodes)
    assert all(node.box[1] >= 0 and node.box[3] <= built.height for node in built.nodes)


def test_the_same_ties_make_the_same_picture() -> None:
    assert lay_out_network(ties_of(40, 90), {}) == lay_out_network(ties_of(40, 90), {})


def test_the_weightiest_bodies_are_kept_and_the_rest_counted() -> None:
    ties = ties_of(100, 300)
    built = lay_out_network(ties, {})
    stored = {node.id for node in built.nodes}
    assert stored <= set(ties.bodies[:60])
    assert len(stored) > 50
    assert all(stored.issuperset(tie.parties) for tie in built.ties)


def test_a_neighbourhood_holds_the_body_and_its_partners() -> None:
    ties = ties_of(30, 60)
    built = lay_out_network(ties, {}, centre="b0001")
    assert {node.id for node in built.nodes} == {
        "b0001",
        *(tie.get_other_party("b0001") for tie in ties.find_by_party("b0001")),
    }


def test_nobody_makes_an_empty_sheet_and_one_stands_alone() -> None:
    assert lay_out_network(ties_of(2, 0), {}).nodes == ()
    assert [node.id for node in lay_out_network(ties_of(2, 0), {}, centre="b0000").nodes] == ["b0000"]


def test_labels_are_wrapped_in_their_script() -> None:
    assert max(map(len, wrap_label("Department of Economic and Social Affairs of the Samples"))) <= 18
    assert len(wrap_label("联合国人权事务高级专员办事处样本")) == 2
    assert measure_text("联合国") > measure_text("abc")

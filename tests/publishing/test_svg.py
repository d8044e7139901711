"""Tests of SVG pictures: well-formed, escaped, and with ties by strength."""

from xml.etree import ElementTree

import pytest

from palermo.analysis.partnerships import EvidenceKind, PartnershipTies, TieEvidence, lay_out_network
from palermo.analysis.partnerships.current_ties import gather_ties
from palermo.publishing.svg.balance import draw_balance
from palermo.publishing.svg.network import draw_network

ROWS = [("Technology & children", 4, 2), ("Nothing", 0, 0)]
SVG = "{http://www.w3.org/2000/svg}"


def evidence(kind: EvidenceKind, id: str, year: int = 2024) -> TieEvidence:
    return TieEvidence(kind=kind, source_type="statement", id=id, work=id, first=year, last=year)


@pytest.fixture
def ties() -> PartnershipTies:
    result = [
        (("a", "b"), evidence(EvidenceKind.PROGRAMME, "1")),
        (("a", "c"), evidence(EvidenceKind.ACTIVITY, "2", 2010)),
        (("b", "c"), evidence(EvidenceKind.EVENT, "3")),
    ]
    return PartnershipTies(
        ties=gather_ties(result, 2026), names={}, affiliations={}, year=2026, statements=3, documents=1, left_out={}
    )


def test_a_network_stands_alone_with_its_inks(ties: PartnershipTies) -> None:
    built = draw_network(lay_out_network(ties, {"a": "Aid & <Relief>"}), "Ties", is_body=lambda id: id != "c")
    root = ElementTree.fromstring(built)
    assert root.find(f"{SVG}style") is not None
    assert len(root.findall(f".//{SVG}circle")) == 2
    assert len(root.findall(f".//{SVG}rect")) == 1
    assert "Aid & <Relief>" in "".join(root.itertext())


def test_the_strongest_are_inked_and_the_silent_broken(ties: PartnershipTies) -> None:
    root = ElementTree.fromstring(draw_network(lay_out_network(ties, {}), "Ties"))
    drawn = [path.get("class") for path in root.findall(f".//{SVG}path")]
    assert drawn == ["tie slight", "tie some old", "tie strong"]


def test_in_a_page_bodies_and_ties_lead_somewhere(ties: PartnershipTies) -> None:
    opened = (lambda id: f"/bodies/{id}", lambda tie: f"/ties/{tie.party_a}/{tie.party_b}")
    root = ElementTree.fromstring(
        draw_network(lay_out_network(ties, {}), "Ties", is_standalone=False, addresses=opened)
    )
    assert root.find(f"{SVG}style") is None
    addresses = {link.get("href") for link in root.findall(f"{SVG}a")}
    assert addresses == {"/bodies/a", "/bodies/b", "/bodies/c", "/ties/a/b", "/ties/a/c", "/ties/b/c"}


def test_bars_of_both_sides_share_one_scale() -> None:
    root = ElementTree.fromstring(draw_balance(ROWS, "Gaps <here>", ("طلب", "فعل"), "Palermo & edition"))
    widths = [float(bar.get("width", "0")) for bar in root.findall(f"{SVG}rect")[2:]]
    assert widths == [360.0, 180.0, 0.0, 0.0]
    assert {"طلب", "فعل", "Palermo & edition"} <= {text.text for text in root.findall(f"{SVG}text")}


def test_pictures_have_no_variables_which_word_processors_draw_in_black(ties: PartnershipTies) -> None:
    pictures = (draw_network(lay_out_network(ties, {}), "Ties & edition"), draw_balance(ROWS, "Gaps", ("a", "b"), "c"))
    assert not any("var(" in picture or "--" in picture for picture in pictures)
    assert ElementTree.fromstring(pictures[0]).findall(f"{SVG}text")[-1].text == "Ties & edition"

"""Tests of HTML that is marked safe, with hostile content of documents and registry."""

from lxml import html

from palermo.analysis.partnerships import lay_out_network
from palermo.analysis.partnerships.current_ties import PartnershipTies, gather_ties
from palermo.portal.base.templatetags.template_filters import render_jsonld
from palermo.publishing.svg.network import draw_network

HOSTILE = '</script></text><script>alert("1")</script><img src=x onerror=alert(1)>'


def test_structured_data_cannot_close_their_script() -> None:
    page = html.fromstring(f"<div>{render_jsonld({'name': HOSTILE, 'url': '<!--'})}</div>")
    assert [item.get("type") for item in page.iter("script")] == ["application/ld+json"]
    assert not list(page.iter("img"))


def test_names_in_the_network_are_text() -> None:
    ties = PartnershipTies(
        ties=gather_ties([], 2026), names={}, affiliations={}, year=2026, statements=0, documents=0, left_out={}
    )
    picture = draw_network(lay_out_network(ties, {"x": HOSTILE}), HOSTILE)
    assert "<script" not in picture
    assert "<img" not in picture

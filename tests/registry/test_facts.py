"""Tests of facts: instruments, publications, partnerships, milestones, verification."""

import re

import pytest

from palermo.languages import LABELLED_LANGUAGES
from palermo.registry import load_registry

REGISTRY = load_registry()

UNIVERSAL = (
    *("palermo-protocol", "untoc", "smuggling-protocol", "global-plan-of-action", "gcm", "sdg", "crc", "cedaw"),
    *("opsc", "icmw", "ilo-c029", "ilo-p029", "ilo-c182", "slavery-convention", "supplementary-slavery-convention"),
)


def test_every_fact_has_public_sources_and_its_kind() -> None:
    assert len(REGISTRY.instruments) >= 48
    assert len(REGISTRY.publications) >= 130
    assert len(REGISTRY.partnerships) >= 44
    assert len(REGISTRY.timeline) >= 55
    sources = [row.sources for row in REGISTRY.instruments.values()]
    sources += [row.sources for row in REGISTRY.publications.values()]
    sources += [row.sources for row in REGISTRY.partnerships] + [row.sources for row in REGISTRY.timeline]
    assert all(sources)
    assert [source for each in sources for source in each if not source.startswith(("http://", "https://"))] == []


def test_unverified_facts_are_kept_for_editors_and_never_shown() -> None:
    stored = [row for row in REGISTRY.facts.publications if not row.verified]
    assert stored
    assert not any(row.id in REGISTRY.publications for row in stored)
    assert all(row.verified for row in REGISTRY.partnerships)
    assert all(row.verified for row in REGISTRY.timeline)
    listed = [provision for row in REGISTRY.instruments.values() for provision in row.provisions]
    verified = [provision for row in REGISTRY.instruments.values() for provision in row.verified_provisions]
    assert verified == [provision for provision in listed if provision.verified]
    assert 0 < len(verified) < len(listed)


@pytest.mark.parametrize("id", UNIVERSAL)
def test_the_main_instruments_have_names_in_six_languages(id: str) -> None:
    assert set(REGISTRY.instruments[id].names) == set(LABELLED_LANGUAGES)


@pytest.mark.parametrize(
    ("requests", "id"),
    [
        ("palermo-protocol", "palermo-protocol"),
        ("A/RES/64/293", "global-plan-of-action"),
        ("a/res/64/ 293", "global-plan-of-action"),
        ("S/RES/2331 (2016)", "sc-2331"),
        ("S/RES/2331(2016)", "sc-2331"),
        ("A/RES/55/25, annex II", "palermo-protocol"),
        ("CETS No. 197", "cets-197"),
    ],
)
def test_an_instrument_is_found_by_id_and_symbol(requests: str, id: str) -> None:
    result = REGISTRY.get_instrument(requests)
    assert result is not None
    assert result.id == id


def test_instruments_of_one_name_are_told_apart_by_their_symbols() -> None:
    names = {id: REGISTRY.get_label(id) for id in ("sc-2331", "sc-2388", "palermo-protocol")}
    assert names["sc-2331"].endswith("(S/RES/2331 (2016))")
    assert names["sc-2331"] != names["sc-2388"]
    assert names["palermo-protocol"] == REGISTRY.instruments["palermo-protocol"].names["en"]


def test_an_unknown_instrument_is_none() -> None:
    assert REGISTRY.get_instrument("A/RES/1/1") is None


def test_what_is_known_about_an_entity() -> None:
    profile = REGISTRY.get_profile("icat")
    dates = [row.date or "" for row in profile.publications]
    assert len(dates) >= 30
    assert dates == sorted(dates, reverse=True)
    assert all("icat" in row.publishers for row in profile.publications)
    assert {"ga-61-180", "ecosoc-2006-27", "global-plan-of-action"} <= {row.id for row in profile.instruments}
    assert [row.date for row in profile.timeline] == sorted(row.date for row in profile.timeline)
    assert any(row.kind == "co-chair" for row in profile.partnerships)


def test_own_texts_of_facts_are_in_six_languages() -> None:
    facts = REGISTRY.facts
    texts = [row.digests for row in facts.publications if row.digests] + [row.names for row in facts.partnerships]
    texts += [text for row in facts.timeline for text in (row.titles, row.summaries)]
    for by_language in texts:
        assert set(by_language) == set(LABELLED_LANGUAGES), by_language["en"]
        assert len({*by_language.values()}) == len(by_language), by_language["en"]


def test_an_unknown_entity_has_an_empty_profile() -> None:
    profile = REGISTRY.get_profile("nobody")
    assert (profile.publications, profile.partnerships, profile.instruments, profile.timeline) == ((), (), (), ())


def test_every_provision_is_summarised_in_six_languages() -> None:
    provisions = [provision for row in REGISTRY.instruments.values() for provision in row.provisions]
    assert (len(provisions), sum(provision.verified for provision in provisions)) == (301, 267)
    for provision in provisions:
        summaries = provision.summaries
        assert set(summaries) == set(LABELLED_LANGUAGES)
        assert len({*summaries.values()}) == len(summaries), provision.summary
    own_names = [one for one in provisions if one.number and re.search("[a-z]{3}", one.number)]
    assert own_names
    assert all(set(one.names) == set(LABELLED_LANGUAGES) for one in own_names)
    criminalization = REGISTRY.instruments["palermo-protocol"].provisions[4]
    assert criminalization.summaries["es"].startswith("Tipificar la trata como delito")
    assert (criminalization.get_number("es"), own_names[0].get_number("fr")) == ("5", "ensemble")


def test_labels_of_instruments_and_publications() -> None:
    assert REGISTRY.get_label("crc", "fr") == "Convention relative aux droits de l’enfant"
    assert REGISTRY.get_label("actip", "fr").startswith("ASEAN Convention")
    assert REGISTRY.get_label("icat-brief-01").startswith("ICAT issue brief 1")


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("sc-2331", ("sc-2331",)),
        ("S/RES/2331(2016)", ("sc-2331",)),
        ("A/RES/55/25", ("palermo-protocol", "untoc", "smuggling-protocol")),
        ("A/RES/55/25, annex II", ("palermo-protocol",)),
        ("crc/c/156", ("crc-opsc-guidelines-2019",)),
        ("A/RES/1/1", ()),
        ("", ()),
    ],
)
def test_what_an_id_or_a_symbol_cites(name: str, ids: tuple[str, ...]) -> None:
    assert REGISTRY.find_cited_ids(name) == ids

"""Tests of pages of entities, instruments and publications, with an invented registry."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import translation

from palermo import registry
from palermo.edition import CompiledDocument
from palermo.portal.base.display_names import build_source_links
from palermo.portal.services import registry_lists
from palermo.registry import (
    Entity,
    Instrument,
    Milestone,
    Partnership,
    Provision,
    Publication,
    Registry,
    RegistryFacts,
    Topics,
)
from palermo.statements import InstrumentRef, Nature, Ref, RefType, StatementKind

SOURCE = ("https://www.example.org/list", "https://example.org/other")
AGENCY = Ref(id="sample-agency", name="The Agency", type=RefType.ENTITY)


def entity(id: str, name: str, **more: object) -> Entity:
    built = replace(
        registry.load_registry().entities["icat"],
        id=id,
        acronym=None,
        names={"en": name},
        matching=(),
        roles={"en": f"Role of {name}.", "ar": f"دور {name}."},
        website="https://example.org",
        icat=False,
        icat_since=None,
        sources=SOURCE,
    )
    return replace(built, **more)  # type: ignore[arg-type]


def publication(id: str, title: str, **more: object) -> Publication:
    built = Publication(
        id=id,
        title=title,
        kind="guidance",
        date="2020-05-01",
        publishers=("sample-agency",),
        languages=("en",),
        address="https://example.org/works",
        topics=Topics(themes=("supply-chains",), interventions=("prevention",)),
        digests={"en": f"Digest of {title}.", "ar": f"موجز {title}."},
        sources=SOURCE,
        verified=True,
        note="NOTE FOR EDITORS",
    )
    return replace(built, **more)  # type: ignore[arg-type]


def provision(number: str, verified: bool) -> Provision:
    return Provision(
        number=number,
        summaries={"en": f"Summary of {number}", "fr": f"Résumé de {number}"},
        addressees=("states", "sample-agency"),
        topics=Topics(themes=("supply-chains",)),
        sources=SOURCE,
        verified=verified,
    )


CONVENTION = Instrument(
    id="sample-convention",
    symbol="SAMPLE/1",
    kind="treaty",
    names={"en": "Sample convention", "fr": "Convention fictive"},
    matching=(),
    date="2000-11-15",
    organ="Sample assembly",
    address="https://example.org/convention",
    entities=("sample-agency",),
    topics=Topics(),
    provisions=(provision("1", True), provision("2", False), provision("3", False)),
    sources=SOURCE,
    verified=True,
    note=None,
)
TIE = Partnership(
    id="tie",
    kind="joint-project",
    names={"en": "Sample tie", "ar": "رابطة Sample tie"},
    members=("sample-agency", "sample-network"),
    lead="sample-agency",
    states=("state:AND",),
    start=2019,
    end=2021,
    topics=Topics(),
    sources=SOURCE,
    verified=True,
    note="NOTE FOR EDITORS",
)
MILESTONE = Milestone(
    id="m",
    date="2018-03-02",
    kind="meeting",
    titles={"en": "Sample meeting", "ar": "اجتماع"},
    summaries={"en": "What was agreed", "ar": "ما اتفق عليه"},
    entities=("sample-agency",),
    publications=("report",),
    sources=("javascript:alert(1)", *SOURCE),
    verified=True,
    note=None,
)


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> Registry:
    """A registry of two invented entities, and one that is not verified."""
    shipped = registry.load_registry()
    built = Registry(
        states=shipped.states.values(),
        regions=shipped.regions.values(),
        entities=[
            entity("sample-agency", "Sample agency", acronym="SA", kind="un-entity", icat=True, icat_since=2006),
            entity("sample-network", "A sample network"),
            entity("sample-rumour", "Sample rumour", verified=False),
        ],
        facts=RegistryFacts(
            instruments=(CONVENTION, replace(CONVENTION, id="unproven", symbol=None, verified=False)),
            publications=(
                publication("report", "Sample report on buying without exploiting, invented for tests"),
                publication(
                    "paper",
                    "Sample paper",
                    symbol="P/7",
                    date=None,
                    kind="policy-paper",
                    digests={},
                    languages=("ar",),
                ),
                publication("rumoured", "Rumoured paper", verified=False),
            ),
            partnerships=(TIE, replace(TIE, id="untied", names={"en": "Unproven tie"}, verified=False)),
            timeline=(MILESTONE,),
        ),
        version="invented",
    )
    monkeypatch.setattr(registry, "load_registry", lambda: built)
    monkeypatch.setattr(registry_lists, "list_entity_themes", registry_lists.list_entity_themes.__wrapped__)
    return built


@pytest.fixture
def known(invented: Registry, sample: ModuleType, tmp_path: Path, settings: LazySettings) -> Client:
    """A client of a portal whose edition names the invented entities and instrument."""
    report = sample.EVERYTHING[0]
    document = replace(report.document, title="Sample report on buying without exploiting, invented for tests")
    document = replace(document, publishers=("sample-agency",), masthead=replace(document.masthead, date="2020-06"))
    cited = (InstrumentRef(id="sample-convention", provision="1"),)
    first, second, third = report.statements[:3]
    statements = (
        replace(first, actors=(AGENCY,), addressees=(), instruments=(InstrumentRef(id="Sample / 1"),)),
        replace(second, addressees=(AGENCY,)),
        replace(
            third,
            kind=StatementKind.MANDATE,
            actors=(AGENCY,),
            addressees=(),
            instruments=(*cited, InstrumentRef(id="SAMPLE/1")),
        ),
    )
    settings.PALERMO_LIBRARY = tmp_path / "library"
    part = CompiledDocument(document=document, passages=report.passages, statements=statements)
    sample.build(settings.PALERMO_LIBRARY, (part,))
    return Client()


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_profile_tells_its_facts_with_their_sources(known: Client) -> None:
    displayed = page(known, "/en/entities/sample-agency/")
    for words in ("Role of Sample agency.", "member since 2006", "Summary of 1", "Sample tie", "led by this entity"):
        assert words in displayed
    for words in ("2019–2021", "Andorra", "Sample meeting", "What was agreed", "example.org (2)", "Joint project"):
        assert words in displayed
    for link in ("instruments/sample-convention/", "entities/sample-network/", "publications/report/"):
        assert f'href="/en/{link}"' in displayed
    assert 'href="https://www.example.org/list" rel="external"' in displayed


def test_what_is_not_verified_is_nowhere(known: Client) -> None:
    for path in (
        "entities/",
        "entities/sample-agency/",
        "instruments/",
        "instruments/sample-convention/",
        "publications/",
    ):
        displayed = page(known, f"/en/{path}")
        for words in ("umour", "Unproven", "NOTE FOR EDITORS", "javascript:"):
            assert words not in displayed, path
    convention = page(known, "/en/instruments/sample-convention/")
    assert "Not verified: 2 provisions. We could not check them against the text" in " ".join(convention.split())
    assert convention.count('<span class="by">Not verified</span>') == 2
    for path in ("entities/sample-rumour/", "instruments/unproven/", "publications/rumoured/"):
        assert known.get(f"/en/{path}").status_code == 404


def test_counts_of_a_profile_open_what_they_count(known: Client) -> None:
    displayed = page(known, "/en/entities/sample-agency/")
    acts = page(known, "/en/entities/sample-agency/statements/")
    assert '<a href="/en/entities/sample-agency/statements/">2</a> by it' in displayed
    assert '<h2 id="res">2 statements</h2>' in acts
    requests = page(known, "/en/entities/sample-agency/statements/?role=addressed")
    assert '<h2 id="res">1 statement</h2>' in requests
    assert '<h2 id="res">1 statement</h2>' in page(known, "/en/entities/sample-agency/statements/?kind=mandate")
    assert '<a href="/en/recommendations/?actor=sample-agency">1 recommendation</a>' in displayed
    assert "Nothing found in this edition" not in displayed  # it has no addressee
    assert '<h2 id="res">1 recommendation</h2>' in page(known, "/en/recommendations/?actor=sample-agency")
    assert "&amp;theme=supply-chains" in displayed
    assert '<h2 id="count">2 publications' in page(
        known, "/en/publications/?publisher=sample-agency&theme=supply-chains"
    )
    assert '<h2 id="count">1 document' in page(known, "/en/library/?publisher=sample-agency")
    assert '<h2 id="count">0 documents' in page(known, "/en/library/?publisher=sample-network")


def test_a_profile_says_its_gaps_plainly(known: Client) -> None:
    displayed = page(known, "/en/entities/sample-agency/")
    assert "2 publications, <bdi>2020</bdi>. Known in English only: 1. Held in the library: 1." in displayed
    assert "Its latest evidence is older than 4 years." in displayed
    assert re.search(r"is about: <a [^>]*>Awareness-raising", displayed)
    empty = page(known, "/en/entities/sample-network/")
    assert "No statement by it was found. Searched: 1 document." in empty
    assert "No document in the library has this entity as its publisher." in empty
    assert "The registry knows no publication of it." in empty


def test_who_adopted_an_instrument_is_named_in_the_language_of_the_page(client: Client) -> None:
    displayed = client.get("/es/instruments/sc-2331/").content.decode()
    assert '<a href="/es/entities/security-council/"><bdi>Consejo de Seguridad</bdi></a>' in displayed


def test_a_verified_provision_that_names_an_entity_is_not_denied(client: Client) -> None:
    """A verified provision of A/RES/61/180 asks the Secretary-General to build up ICAT: it does not address ICAT."""
    displayed = client.get("/en/entities/icat/").content.decode()
    assert "no verified provision is addressed to it" in displayed
    assert "no provision that names it is verified" not in displayed


def test_an_instrument_shows_its_provisions_and_who_cites_it(known: Client) -> None:
    displayed = page(known, "/en/instruments/sample-convention/")
    assert "Summary of 1" in displayed
    assert '<span class="says">Résumé de 1</span>' in page(known, "/fr/instruments/sample-convention/")
    assert '<p class="measure">2 statements' in displayed
    opened = re.search(r'Recommendation: <a href="(/en/recommendations/[^"]+)">1</a>', displayed)
    assert opened
    assert '<h2 id="res">1 recommendation</h2>' in page(known, opened[1].replace("&amp;", "&"))
    assert 'aria-label="2 statements that cite Sample convention">2</a>' in page(known, "/en/instruments/")
    assert displayed.count('<a href="/en/entities/sample-agency/">') >= 2
    assert "<h1>Convention fictive</h1>" in page(known, "/fr/instruments/sample-convention/")


def test_a_publication_is_held_where_a_document_is_it(known: Client) -> None:
    displayed = page(known, "/en/publications/")
    assert re.search(r'<a href="/en/documents/\w+/">in the library \(<bdi>English</bdi>\)</a>', displayed)
    assert displayed.count("not held") == 1
    assert "Only its existence was seen, not its contents." in page(known, "/en/publications/paper/")
    assert "Digest of Sample report" in page(known, "/en/publications/report/")
    assert "Sample meeting" in page(known, "/en/publications/report/")


COUNTS = (
    ("entities/?q=دور agency", 1),
    ("entities/?q=SA agency role", 1),
    ("entities/?kind=mechanism", 1),
    ("entities/?theme=supply-chains", 1),
    ("entities/?icat=yes", 1),
    ("entities/?letter=A", 1),
    ("entities/?letter=Z", 2),
    ("entities/?kind=<b>&theme=%00", 2),
    ("entities/?q=" + "x" * 5000, 0),
    ("entities/?page=-1", 2),
    ("entities/?page=999999999999", 2),
    ("instruments/?kind=treaty&year=2000&theme=supply-chains", 1),
    ("instruments/?q=fictive", 1),
    ("instruments/?q=zebra", 0),
    ("instruments/?year=abcd", 1),
    ("publications/?held=yes", 1),
    ("publications/?held=no&kind=policy-paper&language=ar", 1),
    ("publications/?year=2020&intervention=prevention", 1),
    ("publications/?q=موجز agency", 1),
    ("publications/?q=%ED%A0%80%00", 0),
    ("publications/?publisher=sample-network", 2),
)
"""Addresses of filtered lists, and how many rows they have."""


def test_filters_and_exports_agree(known: Client) -> None:
    for path, count in COUNTS:
        displayed = page(known, f"/en/{path}")
        assert f'<h2 id="count">{count} ' in displayed, path
        assert ("Nothing found. Searched:" in displayed) == (count == 0), path
        name, _, query = path.partition("?")
        rows = json.loads(known.get(f"/en/{name}export.json?{query}").getvalue())
        lines = known.get(f"/en/{name}export.csv?{query}").getvalue().decode()
        assert len(rows) == len(list(csv.DictReader(io.StringIO(lines)))), path
        assert len({row["id"] for row in rows}) == count, f"{path}: an instrument has a row for each provision"


def test_empty_fields_of_a_form_are_left_out_of_the_address(known: Client) -> None:
    for name in ("entities", "instruments", "publications", "entities/sample-agency/statements"):
        response = known.get(f"/en/{name}/?q=a&kind=&theme=")
        assert (response.status_code, response.headers["Location"]) == (302, f"/en/{name}/?q=a")


def test_names_of_entities_lead_to_their_profiles(known: Client) -> None:
    profile = '<a href="/en/entities/sample-agency/">'
    for path in ("/en/recommendations/", "/en/library/", "/en/recommendations/issuers/", "/en/"):
        assert profile in page(known, path), path
    result = json.loads(known.get("/en/recommendations/export.json").getvalue())
    statement = page(known, f"/en/statements/{result[0]['id']}/")
    assert profile in statement
    assert '<a href="/en/instruments/sample-convention/"><bdi>Sample / 1</bdi></a>' in statement
    assert profile in page(known, f"/en/documents/{result[0]['document']['id']}/")


def test_a_digest_counts_for_what_it_says_it_tells_of(
    invented: Registry, sample: ModuleType, tmp_path: Path, settings: LazySettings
) -> None:
    report = sample.EVERYTHING[0]
    output = ("paper", "SAMPLE/1")
    document = replace(report.document, title="Digest", nature=Nature.DIGEST, publishers=("sample-agency",), of=output)
    cited = replace(report.statements[0], instruments=(InstrumentRef(id="P/7"),))
    settings.PALERMO_LIBRARY = tmp_path / "library"
    sample.build(
        settings.PALERMO_LIBRARY, (CompiledDocument(document=document, passages=report.passages, statements=(cited,)),)
    )
    client = Client()
    assert "our digest" in page(client, "/en/publications/?held=yes")
    assert "our digest" in page(client, "/en/entities/sample-agency/")
    assert '<h2 id="count">1 publication</h2>' in page(client, "/en/publications/?held=yes")
    assert ">Digest</a>" in page(client, "/en/instruments/sample-convention/")
    paper = page(client, "/en/publications/paper/")
    assert ">Digest</a>" in paper
    assert "Statements that cite it" in paper
    assert 'href="/en/publications/paper/"' in page(client, f"/en/statements/{cited.id}/")


def test_home_counts_the_registry(known: Client) -> None:
    figures = dict(re.findall(r'<dd><a href="([^"]+)">([^<]+)</a></dd>', page(known, "/en/")))
    assert (figures["/en/entities/"], figures["/en/instruments/"]) == ("2", "1")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "U"), ("fr", "O"), ("ar", "م"), ("ru", "У"), ("zh", "U")],
)
def test_an_alphabet_is_that_of_the_language(language: str, expected: str) -> None:
    assert registry_lists.get_initial(registry.load_registry().entities["unodc"], language) == expected


def test_a_page_in_another_alphabet_begins_with_it() -> None:
    with translation.override("ar"):
        letters = registry_lists.list_initials()
    assert [letter.isascii() for letter in letters] == sorted(letter.isascii() for letter in letters)
    assert not letters[0].isascii()


def test_sources_are_named_by_their_hosts_and_nothing_else_is_a_link() -> None:
    values = (
        "https://www.example.org/a",
        "http://example.org/b",
        "javascript:alert(1)",
        "ftp://x.org/c",
        "example.org",
    )
    assert build_source_links(values) == [("example.org", values[0]), ("example.org (2)", values[1])]


def test_a_changed_registry_makes_pages_new(known: Client, invented: Registry) -> None:
    before = known.get("/en/entities/").headers["ETag"]
    assert known.get("/en/entities/", headers={"if-none-match": before}).status_code == 304
    invented.version = "changed!"
    assert known.get("/en/entities/", headers={"if-none-match": before}).status_code == 200

"""Tests of the data page: counts, downloads, vocabulary, citation; and of unknown addresses."""

import csv
import io
import json
import re
from dataclasses import replace
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory
from rdflib import RDF, Graph
from rdflib.namespace import SKOS

from palermo.portal.api.views import api_documentation
from palermo.portal.editions import year_charts
from palermo.portal.services.current_edition import ServedEdition
from palermo.statements import DocumentVersion
from palermo.vocabulary import SCHEMES
from palermo.vocabulary import load_vocabulary as load_vocabulary


@pytest.fixture(scope="module")
def concepts() -> set[str]:
    return {item.id for scheme in SCHEMES for item in load_vocabulary().list_concepts(scheme)}


def test_the_vocabulary_is_there_in_three_forms(client: Client, concepts: set[str]) -> None:
    page = client.get("/en/data/").content.decode()
    links = re.findall(r'href="(/en/data/vocabulary\.\w+)"', page)
    assert links == [f"/en/data/vocabulary.{ending}" for ending in ("ttl", "jsonld", "csv")]
    answers = [client.get(link) for link in links]
    assert [item.headers["Content-Type"].partition(";")[0] for item in answers] == [
        "text/turtle",
        "application/ld+json",
        "text/csv",
    ]
    graph = Graph().parse(data=answers[0].content.decode(), format="turtle")
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(concepts)
    assert json.loads(answers[1].content)
    rows = list(csv.DictReader(io.StringIO(answers[2].content.decode())))
    assert {row["id"] for row in rows} == concepts
    assert client.get("/en/data/vocabulary.pdf").status_code == 404


def test_statements_are_counted_in_all_and_by_kind(client: Client) -> None:
    page = client.get("/en/data/").content.decode()
    every = re.search(r'<dt>Statements</dt><dd><a href="/en/who-does-what/statements/">([\d,]+)</a>', page)
    kinds = re.findall(r'<div class="of"><dt>[^<]+</dt><dd><a href="[^"]+">([\d,]+)</a>', page)
    assert every
    assert kinds
    assert sum(int(item.replace(",", "")) for item in kinds) == int(every[1].replace(",", ""))


def test_the_data_can_be_cited(client: Client) -> None:
    page = client.get("/en/data/").content.decode()
    assert re.search(r"Palermo, edition \S+ \(\d{4}-\d\d-\d\d\): Statements, passages and documents\.", page)


def test_an_address_that_leads_nowhere_offers_a_search(client: Client) -> None:
    answer = client.get("/fr/nowhere/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'action="/fr/library/"><label class="v" for="q">' in page
    for address in ("/fr/", "/fr/who-does-what/", "/fr/entities/", "/fr/recommendations/"):
        assert page.count(f'href="{address}"') > 1


def test_the_reference_of_the_api_is_light_and_describes_shared_parameters_once(portal: LazySettings) -> None:
    page = api_documentation(RequestFactory().get("/en/data/api/")).content.decode()
    assert len(page.encode()) < 88_500  # the style sheet weighs 60,500, and a page with all it needs 150,000 at most
    assert page.count("<dt><code>cursor</code>") == 1


def test_work_in_two_languages_counts_in_both_columns_of_its_year(sample: ModuleType) -> None:
    main = sample.EVERYTHING[0].document
    spanish = replace(main, id="other", language="es", version=DocumentVersion.TRANSLATION)
    copy = replace(main, id="copy", version=DocumentVersion.COPY)
    edition = cast("ServedEdition", SimpleNamespace(document_index=SimpleNamespace(documents=(main, spanish, copy))))
    figures = year_charts.FIGURE_BUILDERS["documents"](edition)
    assert [(figure.year, figure.series, figure.count) for figure in figures] == [
        ("2026", "English", 1),
        ("2026", "Spanish", 1),
    ]

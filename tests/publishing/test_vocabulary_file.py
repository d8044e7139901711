"""Tests of vocabulary files: every concept with six labels, in each format."""

import csv
import io
import json

import pyshacl
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS

from palermo.languages import LABELLED_LANGUAGES
from palermo.publishing.vocabulary_formats import FORMATS, build_namespace
from palermo.vocabulary import SCHEMES, group_by_concept, load_vocabulary

VOCABULARY = load_vocabulary()
ADDRESS = "https://map.example.org"
BASE_NAMESPACE = build_namespace(ADDRESS)
CONCEPTS = [concept for scheme in SCHEMES for concept in VOCABULARY.list_concepts(scheme)]


def test_skos_holds_every_concept() -> None:
    graph = Graph().parse(data=FORMATS["skos"](VOCABULARY, ADDRESS), format="turtle")
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {BASE_NAMESPACE[concept.id] for concept in CONCEPTS}
    for concept in CONCEPTS:
        labels = set(graph.objects(BASE_NAMESPACE[concept.id], SKOS.prefLabel))
        assert labels == {Literal(concept.labels[language], lang=language) for language in LABELLED_LANGUAGES}
    assert (BASE_NAMESPACE["joint-statement"], SKOS.broader, BASE_NAMESPACE["statement"]) in graph
    forced = BASE_NAMESPACE["forced-labour"], SKOS.relatedMatch, URIRef("http://metadata.un.org/sdg/8.7")
    assert forced in graph


def test_json_ld_holds_every_concept() -> None:
    nodes = {node["@id"]: node for node in json.loads(FORMATS["jsonld"](VOCABULARY, ADDRESS))}
    for concept in CONCEPTS:
        labels = {
            label["@language"]: label["@value"] for label in nodes[str(BASE_NAMESPACE[concept.id])][str(SKOS.prefLabel)]
        }
        assert labels == dict(concept.labels)


def test_the_table_has_a_row_for_each_concept() -> None:
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](VOCABULARY, ADDRESS))))
    assert [row["id"] for row in rows] == [concept.id for concept in CONCEPTS]
    assert all(row[f"label.{language}"] for row in rows for language in LABELLED_LANGUAGES)
    assert {row["targets"] for row in rows if row["id"] == "forced-labour"} == {"8.7; 8.8"}


def test_a_concept_names_the_closest_one_of_eurovoc() -> None:
    graph = Graph().parse(data=FORMATS["skos"](VOCABULARY, ADDRESS), format="turtle")
    trafficking = BASE_NAMESPACE["trafficking-in-persons"]
    assert list(graph.objects(trafficking, SKOS.closeMatch)) == [URIRef("http://eurovoc.europa.eu/5933")]
    assert not list(graph.objects(BASE_NAMESPACE["vulnerability"], SKOS.closeMatch))


SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <urn:shapes:> .
:Scheme a sh:NodeShape ; sh:targetClass skos:ConceptScheme ; sh:nodeKind sh:IRI ; sh:pattern "^https?://" ;
  sh:property [ sh:path skos:hasTopConcept ; sh:minCount 1 ; sh:class skos:Concept ] .
:Concept a sh:NodeShape ; sh:targetClass skos:Concept ; sh:nodeKind sh:IRI ; sh:pattern "^https?://" ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 6 ; sh:uniqueLang true ] ;
  sh:property [ sh:path skos:changeNote ; sh:minCount 1 ] ;
  sh:property [ sh:path skos:inScheme ; sh:minCount 1 ; sh:class skos:ConceptScheme ] ;
  sh:property [ sh:path skos:definition ; sh:uniqueLang true ] ;
  sh:property [ sh:path skos:broader ; sh:maxCount 1 ; sh:class skos:Concept ] ;
  sh:or ( [ sh:property [ sh:path skos:topConceptOf ; sh:minCount 1 ] ]
    [ sh:property [ sh:path skos:broader ; sh:minCount 1 ] ] ) .
"""


def test_skos_conforms_to_shapes_of_the_recommendation() -> None:
    graph = Graph().parse(data=FORMATS["skos"](VOCABULARY, ADDRESS), format="turtle")
    conforms, _, report = pyshacl.validate(graph, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))
    assert conforms, report
    for top in graph.subjects(SKOS.topConceptOf):
        assert (graph.value(top, SKOS.topConceptOf), SKOS.hasTopConcept, top) in graph


def test_every_concept_has_its_history() -> None:
    history = group_by_concept()
    assert {id for id, changes in history.items() if id not in changes[-1].removed} == {item.id for item in CONCEPTS}
    assert all(id in changes[0].added for id, changes in history.items())


def test_skos_states_when_a_concept_changed() -> None:
    graph = Graph().parse(data=FORMATS["skos"](VOCABULARY, ADDRESS), format="turtle")
    name = BASE_NAMESPACE["workers"]
    notes = sorted(map(str, graph.objects(name, SKOS.changeNote)))
    assert [note[:11] for note in notes] == ["2026-11-24:", "2026-11-26:"]
    assert (str(graph.value(name, DCTERMS.created)), str(graph.value(name, DCTERMS.modified))) == (
        "2026-11-24",
        "2026-11-26",
    )
    assert str(graph.value(BASE_NAMESPACE["themes"], OWL.versionInfo)) == VOCABULARY.version

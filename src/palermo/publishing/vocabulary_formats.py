"""The vocabulary as a file: SKOS in Turtle or JSON-LD, or a table."""

import csv
import io

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, SKOS

from palermo.statements import LANGUAGES
from palermo.vocabulary import SCHEMES, Concept, Vocabulary

BASE_NAMESPACE = Namespace("urn:palermo:vocabulary:")
"""Names of schemes and concepts; they are names, and no addresses."""

SDG_NAMESPACE = "http://metadata.un.org/sdg/"
"""The United Nations' own names of the Sustainable Development Goals and their targets."""


def format_turtle(vocabulary: Vocabulary) -> str:
    """The vocabulary as SKOS in Turtle."""
    return str(_build_graph(vocabulary).serialize(format="turtle"))


def format_jsonld(vocabulary: Vocabulary) -> str:
    """The same as JSON-LD, expanded."""
    return str(_build_graph(vocabulary).serialize(format="json-ld", indent=1))


def format_csv(vocabulary: Vocabulary) -> str:
    """One row for each concept: scheme, id, broader, targets, then label and definition in each language, as CSV."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    heads = [f"{what}.{language}" for language in LANGUAGES for what in ("label", "definition")]
    rows.writerow(["scheme", "id", "broader", "targets", *heads])
    for concept in _list_concepts(vocabulary):
        said = [by.get(language, "") for language in LANGUAGES for by in (concept.labels, concept.definitions)]
        rows.writerow([concept.scheme, concept.id, concept.broader or "", "; ".join(concept.targets), *said])
    return written.getvalue()


FORMATS = {"skos": format_turtle, "jsonld": format_jsonld, "csv": format_csv}
"""By the name that the command knows."""


def _list_concepts(vocabulary: Vocabulary) -> list[Concept]:
    return [concept for scheme in SCHEMES for concept in vocabulary.list_concepts(scheme)]


def _build_graph(vocabulary: Vocabulary) -> Graph:
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dcterms", DCTERMS)
    graph.bind("palermo", BASE_NAMESPACE)
    for scheme in SCHEMES:
        graph.add((BASE_NAMESPACE[scheme], RDF.type, SKOS.ConceptScheme))
        graph.add((BASE_NAMESPACE[scheme], DCTERMS.title, Literal(scheme, lang="en")))
        graph.add((BASE_NAMESPACE[scheme], DCTERMS.hasVersion, Literal(vocabulary.version)))
    for concept in _list_concepts(vocabulary):
        _add_concept(graph, concept)
    return graph


def _add_concept(graph: Graph, concept: Concept) -> None:
    name = BASE_NAMESPACE[concept.id]
    graph.add((name, RDF.type, SKOS.Concept))
    graph.add((name, SKOS.notation, Literal(concept.id)))
    graph.add((name, SKOS.inScheme, BASE_NAMESPACE[concept.scheme]))
    if concept.broader:
        graph.add((name, SKOS.broader, BASE_NAMESPACE[concept.broader]))
    else:
        graph.add((name, SKOS.topConceptOf, BASE_NAMESPACE[concept.scheme]))
    for language, label in concept.labels.items():
        graph.add((name, SKOS.prefLabel, Literal(label, lang=language)))
    for language, words in concept.definitions.items():
        graph.add((name, SKOS.definition, Literal(words, lang=language)))
    for target in concept.targets:
        graph.add((name, SKOS.relatedMatch, URIRef(f"{SDG_NAMESPACE}{target}")))

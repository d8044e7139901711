"""The vocabulary as a file: SKOS in Turtle or JSON-LD, or a table."""

import csv
import io

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS, XSD

from palermo.languages import LANGUAGES
from palermo.vocabulary import SCHEMES, Concept, Vocabulary, group_by_concept, load_changes

VOCABULARY_PATH = "vocabulary"
"""Path of schemes and concepts below the portal's address; their addresses resolve to descriptions."""

SDG_NAMESPACE = "http://metadata.un.org/sdg/"
"""The United Nations' namespace of the Sustainable Development Goals and their targets."""
EUROVOC_NAMESPACE = "http://eurovoc.europa.eu/"
"""The Publications Office's namespace of EuroVoc."""


def format_turtle(vocabulary: Vocabulary, address: str) -> str:
    """Return the vocabulary as SKOS in Turtle."""
    return str(_build_graph(vocabulary, address).serialize(format="turtle"))


def format_jsonld(vocabulary: Vocabulary, address: str) -> str:
    """Return the vocabulary as expanded JSON-LD."""
    return str(_build_graph(vocabulary, address).serialize(format="json-ld", indent=1))


def format_csv(vocabulary: Vocabulary, address: str = "") -> str:
    """Return the vocabulary as CSV, with labels and definitions in each language."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    heads = [f"{field}.{language}" for language in LANGUAGES for field in ("label", "definition")]
    rows.writerow(["scheme", "id", "broader", "targets", "eurovoc", *heads])
    for concept in _list_concepts(vocabulary):
        texts = [by.get(language, "") for language in LANGUAGES for by in (concept.labels, concept.definitions)]
        relations = [concept.broader or "", "; ".join(concept.targets), concept.eurovoc or ""]
        rows.writerow([concept.scheme, concept.id, *relations, *texts])
    return written.getvalue()


FORMATS = {"skos": format_turtle, "jsonld": format_jsonld, "csv": format_csv}
"""Formats by their name in the command."""


def _list_concepts(vocabulary: Vocabulary) -> list[Concept]:
    return [concept for scheme in SCHEMES for concept in vocabulary.list_concepts(scheme)]


def _build_graph(vocabulary: Vocabulary, address: str) -> Graph:
    """Return schemes and concepts with addresses under the portal's.

    The graph has top concepts and both directions of the hierarchy.
    """
    names = build_namespace(address)
    graph = Graph()
    for prefix, namespace in (("skos", SKOS), ("dcterms", DCTERMS), ("owl", OWL), ("palermo", names)):
        graph.bind(prefix, namespace)
    for scheme in SCHEMES:
        graph.add((names[scheme], RDF.type, SKOS.ConceptScheme))
        graph.add((names[scheme], DCTERMS.title, Literal(scheme, lang="en")))
        graph.add((names[scheme], SKOS.prefLabel, Literal(scheme.capitalize(), lang="en")))
        graph.add((names[scheme], OWL.versionInfo, Literal(vocabulary.version)))
        graph.add((names[scheme], DCTERMS.modified, Literal(load_changes()[-1].date, datatype=XSD.date)))
    for concept in _list_concepts(vocabulary):
        _add_concept(graph, concept, names)
    _add_changes(graph, names)
    return graph


def _add_changes(graph: Graph, names: Namespace) -> None:
    """Add when each concept was created and changed, with a note for each change.

    Withdrawn concepts are marked as deprecated.
    """
    for id, changes in group_by_concept().items():
        name, last = names[id], changes[-1]
        graph.add((name, DCTERMS.created, Literal(changes[0].date, datatype=XSD.date)))
        graph.add((name, DCTERMS.modified, Literal(last.date, datatype=XSD.date)))
        for change in changes:
            graph.add((name, SKOS.changeNote, Literal(f"{change.date}: {change.note}", lang="en")))
        if id in last.removed:
            graph.add((name, OWL.deprecated, Literal(True)))


def build_namespace(address: str) -> Namespace:
    """Return the namespace of schemes and concepts: addresses under the portal's."""
    return Namespace(f"{address}/{VOCABULARY_PATH}/")


def _add_concept(graph: Graph, concept: Concept, names: Namespace) -> None:
    name = names[concept.id]
    graph.add((name, RDF.type, SKOS.Concept))
    graph.add((name, SKOS.notation, Literal(concept.id)))
    graph.add((name, SKOS.inScheme, names[concept.scheme]))
    if concept.broader:
        graph.add((name, SKOS.broader, names[concept.broader]))
        graph.add((names[concept.broader], SKOS.narrower, name))
    else:
        graph.add((name, SKOS.topConceptOf, names[concept.scheme]))
        graph.add((names[concept.scheme], SKOS.hasTopConcept, name))
    for language, label in concept.labels.items():
        graph.add((name, SKOS.prefLabel, Literal(label, lang=language)))
    for language, words in concept.definitions.items():
        graph.add((name, SKOS.definition, Literal(words, lang=language)))
    for target in concept.targets:
        graph.add((name, SKOS.relatedMatch, URIRef(f"{SDG_NAMESPACE}{target}")))
    if concept.eurovoc:
        graph.add((name, SKOS.closeMatch, URIRef(f"{EUROVOC_NAMESPACE}{concept.eurovoc}")))

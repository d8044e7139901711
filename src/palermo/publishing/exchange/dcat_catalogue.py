"""The edition as a data catalogue: DCAT-AP in Turtle or JSON-LD."""

from collections.abc import Mapping
from typing import Final

from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, BNode, Graph, Literal, URIRef

from palermo.edition import Manifest
from palermo.languages import LANGUAGE_BY_CODE

LANGUAGE_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/language/"
ACCESS_PUBLIC: Final = URIRef("http://publications.europa.eu/resource/authority/access-right/PUBLIC")
THEME_JUSTICE: Final = URIRef("http://publications.europa.eu/resource/authority/data-theme/JUST")
TITLE: Final = "Palermo: a sourced map of the field against trafficking in persons"
DESCRIPTION: Final = (
    "Statements of documents of the field against trafficking in persons: who does what and where, what was "
    "recommended to whom, and what came of it. Each has its quotation, page and document."
)


def build_catalogue(manifest: Manifest, address: str, files: Mapping[str, str]) -> Graph:
    """Return the catalogue with one dataset, the edition; `files` are media types by address."""
    graph = Graph()
    for prefix, namespace in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF)):
        graph.bind(prefix, namespace)
    catalogue, dataset = URIRef(f"{address}/en/data/"), URIRef(f"{address}/en/data/#{manifest.id}")
    publisher = URIRef(f"{address}/")
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, FOAF.name, Literal("Palermo", lang="en")))
    for node, kind in ((catalogue, DCAT.Catalog), (dataset, DCAT.Dataset)):
        graph.add((node, RDF.type, kind))
        graph.add((node, DCTERMS.title, Literal(TITLE, lang="en")))
        graph.add((node, DCTERMS.description, Literal(DESCRIPTION, lang="en")))
        graph.add((node, DCTERMS.publisher, publisher))
    graph.add((catalogue, DCAT.dataset, dataset))
    graph.add((catalogue, FOAF.homepage, URIRef(f"{address}/")))
    _describe_dataset(graph, dataset, manifest)
    for url, media_type in files.items():
        _add_distribution(graph, dataset, url, media_type)
    return graph


def _describe_dataset(graph: Graph, dataset: URIRef, manifest: Manifest) -> None:
    graph.add((dataset, DCTERMS.identifier, Literal(manifest.id)))
    graph.add((dataset, URIRef(f"{DCAT}version"), Literal(manifest.name)))
    graph.add((dataset, DCTERMS.issued, Literal(f"{manifest.date:%Y-%m-%d}", datatype=XSD.date)))
    graph.add((dataset, DCTERMS.accessRights, ACCESS_PUBLIC))
    graph.add((dataset, DCAT.theme, THEME_JUSTICE))
    for language in sorted(manifest.counts.languages):
        if known := LANGUAGE_BY_CODE.get(language):
            graph.add((dataset, DCTERMS.language, URIRef(f"{LANGUAGE_AUTHORITY}{known.iso_639_3.upper()}")))
    if manifest.oldest and manifest.newest:
        period = BNode("period")
        graph.add((dataset, DCTERMS.temporal, period))
        graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
        graph.add((period, DCAT.startDate, Literal(manifest.oldest[:4], datatype=XSD.gYear)))
        graph.add((period, DCAT.endDate, Literal(manifest.newest[:4], datatype=XSD.gYear)))


def _add_distribution(graph: Graph, dataset: URIRef, url: str, media_type: str) -> None:
    distribution = URIRef(f"{url}#distribution")
    graph.add((dataset, DCAT.distribution, distribution))
    graph.add((distribution, RDF.type, DCAT.Distribution))
    graph.add((distribution, DCAT.accessURL, URIRef(url)))
    graph.add((distribution, DCAT.downloadURL, URIRef(url)))
    graph.add((distribution, DCTERMS.title, Literal(url.rpartition("/")[2])))
    iana = URIRef(f"https://www.iana.org/assignments/media-types/{media_type}")
    graph.add((distribution, DCAT.mediaType, iana))

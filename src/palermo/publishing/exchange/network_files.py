"""The network of current ties as GraphML and GEXF, for network analysis."""

from typing import Any, Final

from lxml import etree

from palermo.analysis.partnerships import PartnershipTies
from palermo.registry import Registry

GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
GEXF: Final = "http://gexf.net/1.3"
EDGE_ATTRIBUTES: Final = (
    ("strength", "double"),
    ("first", "int"),
    ("last", "int"),
    ("standing", "string"),
    ("evidence", "int"),
)

type AttributeValue = str | int | float


def format_graphml(ties: PartnershipTies, registry: Registry) -> bytes:
    """Return the network as GraphML.

    Edges have a strength, first and last year, status and number of pieces of evidence.
    """
    root = etree.Element(f"{{{GRAPHML}}}graphml", nsmap={None: GRAPHML})
    for name, kind in (("label", "string"), *EDGE_ATTRIBUTES):
        owner = "node" if name == "label" else "edge"
        _add(root, GRAPHML, "key", {"id": name, "for": owner, "attr.name": name, "attr.type": kind})
    graph = _add(root, GRAPHML, "graph", {"edgedefault": "undirected"})
    for body, label in _label_bodies(ties, registry).items():
        _add(_add(graph, GRAPHML, "node", {"id": body}), GRAPHML, "data", {"key": "label"}, label)
    for tie in ties.ties:
        source, target = tie.parties
        edge = _add(graph, GRAPHML, "edge", {"source": source, "target": target})
        for name, value in _list_edge_values(tie).items():
            _add(edge, GRAPHML, "data", {"key": name}, str(value))
    return _serialize(root)


def format_gexf(ties: PartnershipTies, registry: Registry) -> bytes:
    """Return the network as GEXF 1.3, as Gephi reads it.

    The weight of an edge is the strength of the tie.
    """
    root = etree.Element(f"{{{GEXF}}}gexf", nsmap={None: GEXF}, version="1.3")
    graph = _add(root, GEXF, "graph", {"defaultedgetype": "undirected", "mode": "static"})
    attributes = _add(graph, GEXF, "attributes", {"class": "edge", "mode": "static"})
    for name, kind in EDGE_ATTRIBUTES:
        _add(attributes, GEXF, "attribute", {"id": name, "title": name, "type": kind.replace("int", "integer")})
    nodes = _add(graph, GEXF, "nodes")
    for body, label in _label_bodies(ties, registry).items():
        _add(nodes, GEXF, "node", {"id": body, "label": label})
    edges = _add(graph, GEXF, "edges")
    for number, tie in enumerate(ties.ties):
        source, target = tie.parties
        place = {"id": str(number), "source": source, "target": target, "weight": f"{tie.strength:g}"}
        values = _add(_add(edges, GEXF, "edge", place), GEXF, "attvalues")
        for name, value in _list_edge_values(tie).items():
            _add(values, GEXF, "attvalue", {"for": name, "value": str(value)})
    return _serialize(root)


def _label_bodies(ties: PartnershipTies, registry: Registry) -> dict[str, str]:
    return {body: ties.names.get(body) or registry.get_label(body) for body in ties.bodies}


def _list_edge_values(tie: Any) -> dict[str, AttributeValue]:
    values = {
        "strength": tie.strength,
        "first": tie.first,
        "last": tie.last,
        "standing": tie.continuity.value,
        "evidence": len(tie.evidence),
    }
    return {name: value for name, value in values.items() if value is not None}


def _add(
    parent: Any, namespace: str, name: str, attributes: dict[str, str] | None = None, text: str | None = None
) -> Any:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}", attributes or {})
    element.text = text
    return element


def _serialize(root: Any) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content

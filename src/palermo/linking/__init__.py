"""Names become registry ids, quotes get tags and what they cite, documents their Works; at the edition's compiling."""

from palermo.linking.citations import citations
from palermo.linking.context import Context
from palermo.linking.introductions import context_of
from palermo.linking.link import VERSION, link, link_document
from palermo.linking.organisations import provisional
from palermo.linking.proposals import Proposal, Variant, proposals
from palermo.linking.publishers import link_publisher
from palermo.linking.resolving import Resolved, resolve
from palermo.linking.sameness import Said, marked
from palermo.linking.sketches import Sketch, sketch
from palermo.linking.works import Candidate, Place, works

__all__ = [
    "VERSION",
    "Candidate",
    "Context",
    "Place",
    "Proposal",
    "Resolved",
    "Said",
    "Sketch",
    "Variant",
    "citations",
    "context_of",
    "link",
    "link_document",
    "link_publisher",
    "marked",
    "proposals",
    "provisional",
    "resolve",
    "sketch",
    "works",
]

"""Names as printed become registry ids; quotes get their tags and what they cite. Done when an edition is compiled."""

from palermo.linking.citations import citations
from palermo.linking.introductions import said
from palermo.linking.link import VERSION, link, link_document
from palermo.linking.organisations import provisional
from palermo.linking.proposals import Proposal, proposals
from palermo.linking.resolving import Resolved, resolve
from palermo.linking.said import Said
from palermo.linking.tagging import TAGGED, Tag, tags

__all__ = [
    "TAGGED",
    "VERSION",
    "Proposal",
    "Resolved",
    "Said",
    "Tag",
    "citations",
    "link",
    "link_document",
    "proposals",
    "provisional",
    "resolve",
    "said",
    "tags",
]

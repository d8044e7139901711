"""Names become registry ids, quotes get tags, documents their Works. Cheap, and done when an edition is compiled."""

from palermo.linking.link import VERSION, link
from palermo.linking.sameness import Said, marked
from palermo.linking.sketches import Sketch, sketch
from palermo.linking.tagging import TAGGED, Tag, tags
from palermo.linking.works import Candidate, Place, works

__all__ = [
    "TAGGED",
    "VERSION",
    "Candidate",
    "Place",
    "Said",
    "Sketch",
    "Tag",
    "link",
    "marked",
    "sketch",
    "tags",
    "works",
]

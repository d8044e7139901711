"""Names as printed become registry ids; quotes get their tags. Cheap, and done when an edition is compiled."""

from palermo.linking.link import VERSION, link
from palermo.linking.tagging import TAGGED, Tag, tags

__all__ = ["TAGGED", "VERSION", "Tag", "link", "tags"]

"""An edition, a map, a report or a text as a file; one file per format."""

from palermo.publishing.digests import render_sample
from palermo.publishing.texts import Block, Format, Text, parse, read_text

__all__ = ["Block", "Format", "Text", "parse", "read_text", "render_sample"]

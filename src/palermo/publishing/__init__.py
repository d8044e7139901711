"""An edition, a map, a report or a text as a file; one file per format.

What writes PDF and DOCX loads large libraries: it is imported from `palermo.publishing.digests` where it is needed.
"""

from palermo.publishing.texts import Block, Format, Text, parse, read_text

__all__ = ["Block", "Format", "Text", "parse", "read_text"]

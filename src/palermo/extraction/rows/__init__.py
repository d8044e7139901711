"""Rows of tables to statements: who does what where, by the words or the tags of the header."""

from palermo.extraction.rows.columns import columns_version
from palermo.extraction.rows.presence import FORM, METHOD, Fault, every, lacking, presence

__all__ = ["FORM", "METHOD", "Fault", "columns_version", "every", "lacking", "presence"]

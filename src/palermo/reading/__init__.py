"""Bytes to passages: one file per format, an explicit list of formats."""

from palermo.reading.readings import Reading

__all__ = ["Reading"]

"""Exchange formats: an edition as files that other systems read.

A public view goes in, text or bytes of one format come out. Start reading in `exports.py`, which lists the formats.
"""

"""Exchange formats: an edition as files that other systems read.

A public view goes in, text or bytes of one format come out. `publishing.exports` lists the formats.
"""

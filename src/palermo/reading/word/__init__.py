"""Word documents: archive, styles, numbering, notes, and the body as blocks."""

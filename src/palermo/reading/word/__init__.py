"""Word documents: their archive, styles, numbering and notes, and their body as pieces."""

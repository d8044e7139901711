"""One statement: its words, its place, and why it was read so."""

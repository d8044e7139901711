"""Tables: a grid of cells becomes one piece a row, each value under its header."""

"""Tables: a grid of cells becomes one block for each row, with each value after its header."""

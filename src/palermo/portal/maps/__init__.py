"""Who does what: the map explorer, the statements behind its numbers, and the mapping survey."""

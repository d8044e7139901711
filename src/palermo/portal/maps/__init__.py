"""Who does what: the map explorer, and lists of the statements that its numbers count."""

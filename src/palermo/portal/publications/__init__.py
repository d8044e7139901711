"""Publications of the registry, in the library or not."""

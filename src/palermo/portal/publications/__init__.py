"""Publications that the registry knows, held in the library or not."""

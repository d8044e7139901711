"""The library: the documents of the edition, the search in their passages, and documents that could not be read."""

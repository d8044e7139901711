"""The library: documents of the edition, search in their passages, and documents that failed."""

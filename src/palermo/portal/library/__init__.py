"""The library: which documents the edition holds, and which could not be read."""

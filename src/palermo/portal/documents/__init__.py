"""One document: its facts, its contents, and its passages with marked statements."""

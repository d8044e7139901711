"""One document: its facts, its contents, and its passages with statements marked."""

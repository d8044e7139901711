"""One document: what is known of it, its contents, and its passages with statements marked."""

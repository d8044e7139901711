"""Web pages: their encoding, the part of them that is content, and its blocks as pieces."""

"""Web pages: encoding, main content, and its blocks."""

"""The edition that is served now, its manifest, and its downloads."""

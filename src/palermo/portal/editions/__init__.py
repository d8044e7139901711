"""The served edition: its manifest, changes, charts, proposals and downloads."""

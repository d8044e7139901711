"""Atom feeds and site maps."""

"""Gaps and overlaps: recommendations against activities, and organisations that do the same."""

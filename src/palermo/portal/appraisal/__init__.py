"""Appraisal of instruments: list, provisions of one, and the statements that match each provision."""

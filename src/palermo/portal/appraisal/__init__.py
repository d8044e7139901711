"""Appraisal of instruments: the list, one instrument's provisions, and the statements that stand with each."""

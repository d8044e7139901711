"""Appraisal of instruments: the list, one instrument's provisions, and the statements that match each."""

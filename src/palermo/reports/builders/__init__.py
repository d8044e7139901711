"""Builders: pure functions from the facts of an edition to a report, one module for each kind of report."""

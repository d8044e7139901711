"""Builders: pure functions that turn the facts of an edition into a report, one module for each kind of report."""

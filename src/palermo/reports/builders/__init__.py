"""Builders: pure functions from the facts of an edition to a report.

One module for each kind of report.
"""

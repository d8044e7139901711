"""Palermo: one shared, sourced map of the counter-trafficking field, rebuilt from its documents."""

__version__ = "0.1.0"

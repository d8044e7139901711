"""Calibrated confidence: the share of judged statements with similar features that are right."""

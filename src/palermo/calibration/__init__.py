"""Calibrated confidence: the share of judged statements with like features that are right."""

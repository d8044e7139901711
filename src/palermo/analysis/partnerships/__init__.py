"""Partnerships: current ties with their evidence, prospective ones with their reasons, and a picture of both."""

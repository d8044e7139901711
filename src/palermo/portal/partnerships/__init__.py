"""Partnerships: current ties, prospective ties, and the evidence of a pair."""

"""Instruments with their provisions: the list, and a page of each."""

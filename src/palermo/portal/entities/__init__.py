"""Entities and mechanisms: the list, and a profile of each."""

"""Themes of the field itself; every form of exploitation also belongs to it."""

TRAFFICKING_THEME = "trafficking-in-persons"
"""The theme that gives the field its name."""
FIELD_THEMES = (TRAFFICKING_THEME, "migrant-smuggling")
"""Themes that belong to the field."""

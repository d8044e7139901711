"""Which of the controlled words are of the field itself: a theme here, and every form of exploitation."""

TRAFFICKING_THEME = "trafficking-in-persons"
"""The theme that the field is named after."""
FIELD_THEMES = (TRAFFICKING_THEME, "migrant-smuggling")
"""Themes that are of the field."""

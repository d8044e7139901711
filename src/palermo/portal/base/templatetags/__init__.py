"""Template tags that show values in the page's language."""

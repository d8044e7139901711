"""What every page shares: base template, style sheet, language and appearance, error pages."""

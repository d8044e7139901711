"""Code that every page shares: base templates, style sheet, forms, labels, formats, navigation and languages."""

"""What every page shares.

Base templates, style sheet, forms, labels, formats, navigation and languages.
"""

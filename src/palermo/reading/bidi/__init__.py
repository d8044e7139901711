"""Right-to-left lines in logical order.

PDFs store them as drawn, and PDFium reorders them only in part.
"""

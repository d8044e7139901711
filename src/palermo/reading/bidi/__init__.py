"""Right-to-left lines in logical order.

PDFs store these lines as drawn, and PDFium reorders them only in part.
"""

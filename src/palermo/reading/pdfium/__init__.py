"""Access to PDFium: lines of a page with positions and styles."""

"""Right-to-left lines put right: PDFs keep them as drawn, and PDFium turns them back only in part."""

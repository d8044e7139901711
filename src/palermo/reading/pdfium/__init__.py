"""What PDFium tells of a page: its lines with their places and looks."""

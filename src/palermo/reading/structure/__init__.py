"""Tagged PDFs: paragraphs, headings, items, cells and notes as tagged in the file."""

"""Tagged PDFs: paragraphs, headings, items, cells and notes as the file itself marks them."""

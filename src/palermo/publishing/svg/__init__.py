"""Maps as self-contained SVG, standalone or within a page, without external fonts or scripts."""

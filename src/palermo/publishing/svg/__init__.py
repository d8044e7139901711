"""Maps as pictures: SVG that stands alone or in a page, drawn here, with no fonts or scripts from elsewhere."""

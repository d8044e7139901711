"""Layout analysis of untagged pages: columns, running heads, blocks, headings."""

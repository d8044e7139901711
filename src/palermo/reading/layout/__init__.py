"""Our own layout of untagged pages: lines to columns, running heads dropped, blocks, headings, pieces."""

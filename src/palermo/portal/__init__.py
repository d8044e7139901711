"""The web portal: pages that ask the rooms below and render; no rules of its own."""

"""The search box of every page: entities, instruments, topics, places, recommendations and passages in one answer."""

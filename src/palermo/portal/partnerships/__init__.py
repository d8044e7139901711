"""Who works with whom, and who could."""

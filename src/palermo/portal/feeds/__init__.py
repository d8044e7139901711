"""What machines read: Atom feeds and site maps."""

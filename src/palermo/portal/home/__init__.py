"""Home: the edition at a glance."""

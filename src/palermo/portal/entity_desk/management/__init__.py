"""Management commands of the entity desk."""

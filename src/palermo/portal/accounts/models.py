"""Person: whoever signs in."""

from django.contrib.auth.models import AbstractUser


class Person(AbstractUser):
    """Whoever signs in: a reader, contributor, focal point, reviewer or member of the secretariat."""

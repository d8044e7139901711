"""The model of users."""

from django.contrib.auth.models import AbstractUser


class Person(AbstractUser):
    """A user: a reader, contributor, focal point, reviewer or member of the secretariat."""

"""Django's settings."""

SECRET_KEY = "replaced by the portal"
INSTALLED_APPS: list[str] = []

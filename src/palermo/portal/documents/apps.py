"""The documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Pages of documents."""

    name = "palermo.portal.documents"
    label = "documents"

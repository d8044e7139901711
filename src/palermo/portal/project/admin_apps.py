"""Django's administration with our permissions."""

from django.contrib.admin.apps import AdminConfig


class PalermoAdminConfig(AdminConfig):
    """The administration, opened by administrators only."""

    default_site = "palermo.portal.project.admin_site.PalermoAdminSite"

"""Django's administration with our permissions, and a page of the library's sources, quarantine and builds."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from palermo.access import Permit, can_administer
from palermo.edition import Library
from palermo.errors import PalermoError
from palermo.pipeline.library_status import load_library_status
from palermo.pipeline.origins import load_origins
from palermo.pipeline.run_log import list_recent_runs
from palermo.portal.services.access import get_actor

MAX_RUNS = 50


class PalermoAdminSite(AdminSite):
    """The administration; only administrators open it, whatever `is_staff` says."""

    site_header = site_title = "Palermo"
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether the actor is an administrator."""
        return request.user.is_active and isinstance(can_administer(get_actor(request)), Permit)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Return the addresses of the administration, and that of the library."""
        return [path("library/", self.admin_view(self.show_library), name="library"), *super().get_urls()]

    def show_library(self, request: HttpRequest) -> TemplateResponse:
        """List sources, quarantine and builds: files of the library, changed by commands."""
        context: dict[str, Any] = {**self.each_context(request), "title": _("Library")}
        library = Library(settings.PALERMO_LIBRARY)
        try:
            context["origins"] = load_origins(library)
            context["status"] = load_library_status(library)
            context["runs"] = list_recent_runs(library.path / "runs", MAX_RUNS)
        except PalermoError as error:
            context["error"] = str(error)
        return TemplateResponse(request, "admin/library.html", context)


class PalermoAdminConfig(AdminConfig):
    """The administration, opened by administrators only."""

    default_site = "palermo.portal.project.admin_site.PalermoAdminSite"

"""Addresses: pages under a language prefix, machine files without one; what people try by hand leads where it is."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

from palermo.portal.api.views import documentation
from palermo.portal.feeds import maps
from palermo.portal.frame import views as frame
from palermo.portal.project.rooms import ROOMS

urlpatterns = [
    path("robots.txt", frame.robots, name="robots"),
    path("sitemap.xml", maps.index, name="sitemap"),
    path("sitemaps/<str:language>/<str:name>-<int:number>.xml", maps.section, name="sitemap-section"),
    path("healthz", frame.health, name="health"),
    path("appearance/", frame.appearance, name="appearance"),
    path("api/", RedirectView.as_view(pattern_name="api")),
    path("api/v1/", include("palermo.portal.api.urls")),
    *i18n_patterns(
        path("data/api/", documentation, name="api"),
        path("search/", RedirectView.as_view(pattern_name="library:list", query_string=True)),
        *(path(room.at, include(f"palermo.portal.{room.app}.urls")) for room in ROOMS),
    ),
]
handler400 = "palermo.portal.frame.views.bad_request"
handler404 = "palermo.portal.frame.views.not_found"
handler500 = "palermo.portal.frame.views.failed"

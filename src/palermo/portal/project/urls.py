"""Addresses: pages under a language prefix, machine files without one."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from palermo.portal.frame import views as frame

urlpatterns = [
    path("robots.txt", frame.robots, name="robots"),
    path("healthz", frame.health, name="health"),
    path("appearance/", frame.appearance, name="appearance"),
    *i18n_patterns(
        path("", include("palermo.portal.glance.urls")),
        path("who-does-what/", include("palermo.portal.maps.urls")),
        path("entities/", include("palermo.portal.entities.urls")),
        path("instruments/", include("palermo.portal.instruments.urls")),
        path("publications/", include("palermo.portal.publications.urls")),
        path("library/", include("palermo.portal.library.urls")),
        path("documents/", include("palermo.portal.documents.urls")),
        path("statements/", include("palermo.portal.statements.urls")),
        path("recommendations/", include("palermo.portal.recommendations.urls")),
        path("data/", include("palermo.portal.editions.urls")),
    ),
]
handler400 = "palermo.portal.frame.views.bad_request"
handler404 = "palermo.portal.frame.views.not_found"
handler500 = "palermo.portal.frame.views.failed"

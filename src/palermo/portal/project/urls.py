"""URL patterns: pages with a language prefix, files for programs without one, and redirects."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from palermo.portal.api.views import api_documentation
from palermo.portal.base.appearance import set_appearance
from palermo.portal.base.apps_and_navigation import PORTAL_APPS
from palermo.portal.editions.views import redirect_term
from palermo.portal.feeds import sitemaps
from palermo.portal.project import monitoring, views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemaps.render_index, name="sitemap"),
    path("sitemaps/<str:language>/<str:name>-<int:number>.xml", sitemaps.render_section, name="sitemap-section"),
    path("healthz", monitoring.show_health, name="health"),
    path("readyz", monitoring.show_readiness, name="readiness"),
    path("metrics", monitoring.show_metrics, name="metrics"),
    path("vocabulary/<str:id>", redirect_term, name="vocabulary-term"),
    path("oai", include("palermo.portal.oai.urls")),
    path("appearance/", set_appearance, name="appearance"),
    path("review/", RedirectView.as_view(pattern_name="review:desk"), name="review-index"),
    path("api/", RedirectView.as_view(pattern_name="api"), name="api-index"),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("palermo.portal.api.urls")),
    *i18n_patterns(
        path("data/api/", api_documentation, name="api"),
        path("accounts/", include("allauth.account.urls")),
        path("accounts/two-factor/", include("allauth.mfa.urls")),
        path("accounts/sign-in-with/", include("allauth.socialaccount.urls")),
        path("accounts/sessions/", include("allauth.usersessions.urls")),
        path("accounts/", include("palermo.portal.accounts.urls")),
        *(path(portal_app.url_prefix, include(f"palermo.portal.{portal_app.app}.urls")) for portal_app in PORTAL_APPS),
    ),
]
handler400 = "palermo.portal.project.views.bad_request"
handler404 = "palermo.portal.project.views.not_found"
handler500 = "palermo.portal.project.views.server_error"

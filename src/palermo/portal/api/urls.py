"""Addresses of the service, without a language before them."""

from django.urls import path
from django.views.generic import RedirectView

from palermo.portal.api.service import API, serve_openapi

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="openapi"), name="openapi-index"),
    path("openapi.json", serve_openapi, name="openapi"),
    path("", API.urls),
]

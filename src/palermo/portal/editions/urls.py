"""Addresses of the edition and its downloads."""

from django.urls import path

from palermo.portal.editions import views

app_name = "editions"
urlpatterns = [
    path("", views.data, name="data"),
    path("manifest.json", views.manifest, name="manifest"),
    path("<str:what>.<str:format>", views.download, name="download"),
]

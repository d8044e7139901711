"""Addresses of gaps."""

from django.urls import path

from palermo.portal.gaps import files, views

app_name = "gaps"
urlpatterns = [
    path("", views.page, name="balance"),
    path("export.<str:format>", files.cells, name="export"),
    path("overlaps/export.<str:format>", files.shared, name="export-overlaps"),
    path("statements/", views.statements, name="statements"),
]

"""Addresses of gaps."""

from django.urls import path

from palermo.portal.gaps import gap_files, views

app_name = "gaps"
urlpatterns = [
    path("", views.gap_overview, name="balance"),
    path("export.<str:format>", gap_files.export_cells, name="export"),
    path("overlaps/export.<str:format>", gap_files.export_overlaps, name="export-overlaps"),
    path("statements/", views.gap_statements, name="statements"),
]

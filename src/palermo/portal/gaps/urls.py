"""Addresses of gaps."""

from django.urls import path

from palermo.portal.gaps import views

app_name = "gaps"
urlpatterns = [
    path("", views.gap_overview, name="balance"),
    path("export.<str:format>", views.export_cells, name="export"),
    path("overlaps/export.<str:format>", views.export_overlaps, name="export-overlaps"),
    path("statements/", views.gap_statements, name="statements"),
    path("statements/export.<str:format>", views.export_gap_statements, name="export-statements"),
]

"""Addresses of the edition and its downloads."""

from django.urls import path

from palermo.portal.editions import changes, charts, proposed, views, vocabulary_files

app_name = "editions"
urlpatterns = [
    path("", views.data, name="data"),
    path("manifest.json", views.manifest, name="manifest"),
    path("changes/", changes.changes, name="changes"),
    path("proposals/", proposed.proposals, name="proposals"),
    path("proposals/export.<str:format>", proposed.export, name="proposals-export"),
    path("charts/<str:name>.svg", charts.picture, name="chart"),
    path("vocabulary.<str:format>", vocabulary_files.download, name="vocabulary"),
    path("<str:what>.<str:format>", views.download, name="download"),
]

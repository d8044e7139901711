"""Addresses of the edition and its downloads."""

from django.urls import path

from palermo.portal.editions import views, year_charts

app_name = "editions"
urlpatterns = [
    path("", views.edition_data, name="data"),
    path("manifest.json", views.edition_manifest, name="manifest"),
    path("datapackage.json", views.data_package, name="package"),
    path("changes/", views.edition_changes, name="changes"),
    path("proposals/", views.proposal_list, name="proposals"),
    path("proposals/export.<str:format>", views.proposal_export, name="proposals-export"),
    path("charts/<str:name>.svg", year_charts.render_chart, name="chart"),
    path("vocabulary.<str:format>", views.download_vocabulary, name="vocabulary"),
    path("<str:what>.<str:format>", views.table_download, name="download"),
]

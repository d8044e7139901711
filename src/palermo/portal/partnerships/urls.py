"""Addresses of partnerships."""

from django.urls import path

from palermo.portal.partnerships import partnership_files, views

app_name = "partnerships"
urlpatterns = [
    path("", views.tie_network, name="network"),
    path("export.<str:format>", partnership_files.export_ties, name="export"),
    path("prospects/", views.prospect_list, name="prospects"),
    path("prospects/history/", views.proposal_history, name="history"),
    path("prospects/history/export.<str:format>", partnership_files.export_history, name="history-export"),
    path("prospects/export.<str:format>", partnership_files.export_prospects, name="export-prospects"),
    path("<str:one>/<str:other>/", views.pair_detail, name="pair"),
]

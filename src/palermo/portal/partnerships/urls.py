"""Addresses of partnerships."""

from django.urls import path

from palermo.portal.partnerships import files, views

app_name = "partnerships"
urlpatterns = [
    path("", views.network, name="network"),
    path("export.<str:format>", files.ties, name="export"),
    path("prospects/", views.prospects, name="prospects"),
    path("prospects/export.<str:format>", files.prospects, name="export-prospects"),
    path("<str:one>/<str:other>/", views.pair, name="pair"),
]

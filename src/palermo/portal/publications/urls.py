"""Addresses of publications."""

from django.urls import path

from palermo.portal.publications import views

app_name = "publications"
urlpatterns = [
    path("", views.listed, name="list"),
    path("export.<str:format>", views.export, name="export"),
    path("<str:id>/", views.publication, name="publication"),
]

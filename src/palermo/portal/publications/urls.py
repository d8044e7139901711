"""Addresses of publications."""

from django.urls import path

from palermo.portal.publications import views

app_name = "publications"
urlpatterns = [
    path("", views.publication_list, name="list"),
    path("export.<str:format>", views.publication_export, name="export"),
    path("<str:id>/", views.publication_detail, name="publication"),
]

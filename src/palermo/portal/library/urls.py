"""Addresses of the library."""

from django.urls import path

from palermo.portal.library import views

app_name = "library"
urlpatterns = [
    path("", views.shelf, name="list"),
    path("export.<str:format>", views.export, name="export"),
    path("found.<str:format>", views.found, name="found"),
    path("unread/", views.unread, name="unread"),
]

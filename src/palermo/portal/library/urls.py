"""Addresses of the library."""

from django.urls import path

from palermo.portal.library import views

app_name = "library"
urlpatterns = [
    path("", views.shelf, name="list"),
    path("export.<str:format>", views.export, name="export"),
    path("unread/", views.unread, name="unread"),
]

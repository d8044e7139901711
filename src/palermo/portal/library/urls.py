"""Addresses of the library."""

from django.urls import path

from palermo.portal.library import views

app_name = "library"
urlpatterns = [
    path("", views.document_list, name="list"),
    path("export.<str:format>", views.document_export, name="export"),
    path("found.<str:format>", views.search_export, name="found"),
    path("unread/", views.unread_list, name="unread"),
]

"""Addresses of instruments."""

from django.urls import path

from palermo.portal.instruments import views

app_name = "instruments"
urlpatterns = [
    path("", views.listed, name="list"),
    path("export.<str:format>", views.export, name="export"),
    path("<str:id>/", views.instrument, name="instrument"),
]

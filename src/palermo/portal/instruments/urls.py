"""Addresses of instruments."""

from django.urls import path

from palermo.portal.instruments import views

app_name = "instruments"
urlpatterns = [
    path("", views.instrument_list, name="list"),
    path("export.<str:format>", views.instrument_export, name="export"),
    path("<str:id>/", views.instrument_detail, name="instrument"),
]

"""Addresses of entities."""

from django.urls import path

from palermo.portal.entities import views

app_name = "entities"
urlpatterns = [
    path("", views.listed, name="list"),
    path("export.<str:format>", views.export, name="export"),
    path("<str:id>/", views.profile, name="profile"),
    path("<str:id>/statements/", views.statements, name="statements"),
]

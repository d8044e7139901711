"""Addresses of entities."""

from django.urls import path

from palermo.portal.entities import views

app_name = "entities"
urlpatterns = [
    path("", views.entity_list, name="list"),
    path("export.<str:format>", views.entity_export, name="export"),
    path("<str:id>/", views.entity_profile, name="profile"),
    path("<str:id>/statements/", views.entity_statements, name="statements"),
]

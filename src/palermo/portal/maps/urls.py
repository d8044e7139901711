"""Addresses of the maps."""

from django.urls import path

from palermo.portal.maps import views

app_name = "maps"
urlpatterns = [
    path("", views.map_explorer, name="explorer"),
    path("export.<str:format>", views.map_export, name="export"),
    path("survey/", views.survey_check, name="survey"),
    path("survey/<str:language>.xlsx", views.survey_template, name="template"),
    path("statements/", views.map_statements, name="statements"),
    path("statements/export.<str:format>", views.map_statements_export, name="statements-export"),
]

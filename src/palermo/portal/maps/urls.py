"""Addresses of the maps."""

from django.urls import path

from palermo.portal.maps import survey, views

app_name = "maps"
urlpatterns = [
    path("", views.explorer, name="explorer"),
    path("export.<str:format>", views.export, name="export"),
    path("survey/", survey.survey, name="survey"),
    path("survey/<str:language>.xlsx", survey.template, name="template"),
    path("statements/", views.statements, name="statements"),
    path("statements/export.<str:format>", views.statements_export, name="statements-export"),
]

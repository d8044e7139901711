"""Addresses of appraisals."""

from django.urls import path

from palermo.portal.appraisal import views

app_name = "appraisal"
urlpatterns = [
    path("", views.listed, name="list"),
    path("export.<str:format>", views.export, name="export"),
    path("<str:id>/", views.instrument, name="instrument"),
    path("<str:id>/export.<str:format>", views.instrument_export, name="instrument-export"),
    path("<str:id>/<str:part>/", views.statements, name="statements"),
]

"""Addresses of appraisals."""

from django.urls import path

from palermo.portal.appraisal import views

app_name = "appraisal"
urlpatterns = [
    path("", views.appraisal_list, name="list"),
    path("export.<str:format>", views.appraisal_export, name="export"),
    path("<str:id>/", views.appraisal_detail, name="instrument"),
    path("<str:id>/export.<str:format>", views.appraisal_detail_export, name="instrument-export"),
    path("<str:id>/<str:part>/", views.provision_statements, name="statements"),
    path("<str:id>/<str:part>/export.<str:format>", views.provision_statements_export, name="statements-export"),
]

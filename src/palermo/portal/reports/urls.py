"""Addresses of dossiers, briefs and reports."""

from django.urls import path

from palermo.portal.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.report_list, name="list"),
    path("submission/", views.submission_form, name="submission"),
    path("intersections.<str:format>", views.intersection_export, name="intersections"),
    path("question/", views.question_detail, name="question"),
    path("question/export.<str:format>", views.question_export, name="question-export"),
    path("<str:kind>/<str:key>/", views.report_detail, name="report"),
    path("<str:kind>/<str:key>/export.<str:format>", views.report_export, name="export"),
]

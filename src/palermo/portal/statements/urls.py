"""Addresses of statements."""

from django.urls import path

from palermo.portal.statements import views

app_name = "statements"
urlpatterns = [
    path("<str:id>/", views.statement_detail, name="statement"),
    path("<str:id>/cite.<str:format>", views.statement_citation, name="cite"),
]

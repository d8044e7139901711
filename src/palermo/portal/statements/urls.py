"""Addresses of statements."""

from django.urls import path

from palermo.portal.statements import views

app_name = "statements"
urlpatterns = [path("<str:id>/", views.statement, name="statement")]

"""Addresses of the search."""

from django.urls import path

from palermo.portal.search import views

app_name = "search"
urlpatterns = [
    path("", views.search_results, name="results"),
    path("suggestions", views.search_suggestions, name="suggestions"),
]

"""Addresses of feeds."""

from django.urls import path

from palermo.portal.feeds import views

app_name = "feeds"
urlpatterns = [
    path("documents.atom", views.documents, name="documents"),
    path("recommendations.atom", views.recommendations, name="recommendations"),
]

"""Addresses of feeds."""

from django.urls import path

from palermo.portal.feeds import views

app_name = "feeds"
urlpatterns = [
    path("documents.atom", views.document_feed, name="documents"),
    path("recommendations.atom", views.recommendation_feed, name="recommendations"),
    path("statements.atom", views.statement_feed, name="statements"),
]

"""Addresses of the schedule."""

from django.urls import path

from palermo.portal.schedule import views

app_name = "schedule"
urlpatterns = [
    path("", views.schedule_overview, name="overview"),
    path("check/", views.check_request, name="check"),
]

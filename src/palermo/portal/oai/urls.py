"""Address of the OAI-PMH repository."""

from django.urls import path

from palermo.portal.oai import views

app_name = "oai"
urlpatterns = [path("", views.repository, name="repository")]

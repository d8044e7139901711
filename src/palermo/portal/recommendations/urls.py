"""Addresses of the register."""

from django.urls import path

from palermo.portal.recommendations import views

app_name = "recommendations"
urlpatterns = [
    path("", views.register, name="register"),
    path("export.<str:format>", views.export, name="export"),
    path("addressees/", views.addressees, name="addressees"),
    path("issuers/", views.issuers, name="issuers"),
]

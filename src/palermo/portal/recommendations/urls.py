"""Addresses of the register."""

from django.urls import path

from palermo.portal.recommendations import chain_views, views

app_name = "recommendations"
urlpatterns = [
    path("", views.register, name="register"),
    path("export.<str:format>", views.export, name="export"),
    path("chains/", chain_views.chains, name="chains"),
    path("chains/export.<str:format>", chain_views.chains_export, name="chains-export"),
    path("chains/<str:id>/", chain_views.chain, name="chain"),
    path("addressees/", views.addressees, name="addressees"),
    path("issuers/", views.issuers, name="issuers"),
]

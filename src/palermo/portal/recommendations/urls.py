"""Addresses of the register."""

from django.urls import path

from palermo.portal.recommendations import chain_views, views

app_name = "recommendations"
urlpatterns = [
    path("", views.register_list, name="register"),
    path("export.<str:format>", views.register_export, name="export"),
    path("chains/", chain_views.chain_list, name="chains"),
    path("chains/export.<str:format>", chain_views.chain_export, name="chains-export"),
    path("chains/<str:id>/", chain_views.chain_detail, name="chain"),
    path("addressees/", views.addressee_list, name="addressees"),
    path("issuers/", views.issuer_list, name="issuers"),
    path("addressees/export.<str:format>", views.addressee_export, name="addressees-export"),
    path("issuers/export.<str:format>", views.issuer_export, name="issuers-export"),
]

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
    path("addressees/", views.name_list, {"field": "addressee"}, name="addressees"),
    path("issuers/", views.name_list, {"field": "actor"}, name="issuers"),
    path("addressees/export.<str:format>", views.name_export, {"field": "addressee"}, name="addressees-export"),
    path("issuers/export.<str:format>", views.name_export, {"field": "actor"}, name="issuers-export"),
]

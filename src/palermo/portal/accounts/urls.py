"""Addresses of one's own account, people and invitations."""

from django.urls import path

from palermo.portal.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account_overview, name="overview"),
]

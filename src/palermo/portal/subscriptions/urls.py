"""Addresses of saved searches."""

from django.urls import path

from palermo.portal.subscriptions import views

app_name = "subscriptions"
urlpatterns = [
    path("", views.saved_search_list, name="list"),
    path("new/", views.saved_search_create, name="new"),
    path("<int:id>/", views.saved_search_edit, name="edit"),
    path("<int:id>/delete/", views.saved_search_delete, name="delete"),
    path("unsubscribe/<str:token>/", views.saved_search_unsubscribe, name="unsubscribe"),
]

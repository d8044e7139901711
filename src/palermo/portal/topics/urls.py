"""Addresses of topics and places."""

from django.urls import path

from palermo.portal.topics import views

app_name = "topics"
urlpatterns = [
    path("", views.topic_list, name="list"),
    path("export.<str:format>", views.topic_export, name="export"),
    path("places/export.<str:format>", views.place_export, name="places-export"),
    path("places/", views.place_list, name="places"),
    path("places/<str:code>/", views.place_detail, name="place"),
    path("<str:id>/", views.topic_detail, name="topic"),
]

"""Addresses of topics and places."""

from django.urls import path

from palermo.portal.topics import views

app_name = "topics"
urlpatterns = [
    path("", views.topic_list, {"name": "topics"}, name="list"),
    path("export.<str:format>", views.topic_export, {"name": "topics"}, name="export"),
    path("places/export.<str:format>", views.topic_export, {"name": "places"}, name="places-export"),
    path("places/", views.topic_list, {"name": "places"}, name="places"),
    path("places/<str:code>/", views.place_detail, name="place"),
    path("<str:id>/", views.topic_detail, name="topic"),
]

"""Addresses of documents."""

from django.urls import path

from palermo.portal.documents import views

app_name = "documents"
urlpatterns = [
    path("<str:id>/", views.document, name="document"),
    path("<str:id>/passages/<str:passage>/", views.passage, name="passage"),
]

"""Addresses of documents."""

from django.urls import path

from palermo.portal.documents import picturing, references, views

app_name = "documents"
urlpatterns = [
    path("<str:id>/", views.document, name="document"),
    path("<str:id>/cite.<str:format>", references.cite_document, name="cite"),
    path("<str:id>/pages/<int:page>/", picturing.page, name="page"),
    path("<str:id>/pages/<int:page>.webp", picturing.picture, name="picture"),
    path("<str:id>/passages/<str:passage>/", views.passage, name="passage"),
]

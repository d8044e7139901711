"""Addresses of documents."""

from django.urls import path

from palermo.portal.documents import page_views, views

app_name = "documents"
urlpatterns = [
    path("<str:id>/", views.document_detail, name="document"),
    path("<str:id>/cite.<str:format>", views.document_citation, name="cite"),
    path("<str:id>/annotations.jsonld", views.document_annotations, name="annotations"),
    path("<str:id>/pages/<int:page>/", page_views.page_detail, name="page"),
    path("<str:id>/pages/<int:page>.webp", page_views.page_image, name="picture"),
    path("<str:id>/passages/<str:passage>/", views.passage_redirect, name="passage"),
]

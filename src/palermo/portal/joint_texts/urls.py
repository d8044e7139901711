"""Addresses of joint texts."""

from django.urls import path

from palermo.portal.joint_texts import change_views, file_views, views

app_name = "joint_texts"
urlpatterns = [
    path("", views.text_list, name="list"),
    path("new/", views.new_text, name="new"),
    path("outlines/", views.outline_list, name="outlines"),
    path("confirm/<str:token>/", views.endorsement_confirmation, name="confirm"),
    path("calendar/<str:token>.ics", file_views.calendar_feed, name="calendar"),
    path("<str:id>/", views.text_detail, name="detail"),
    path("<str:id>/timeline/", views.text_timeline, name="timeline"),
    path("<str:id>/compilation/", views.text_compilation, name="compilation"),
    path("<str:id>/compilation.docx", file_views.compilation_file, name="compilation-file"),
    path("<str:id>/compare/", views.text_comparison, name="comparison"),
    path("<str:id>/silence/", views.silence_detail, name="silence"),
    path("<str:id>/endorsement/", views.endorsement_detail, name="endorsement"),
    path("<str:id>/upload/", file_views.upload_docx, name="upload"),
    path("<str:id>/text.<str:format>", file_views.text_file, name="file"),
    path("<str:id>/paragraphs/<str:paragraph>/", views.paragraph_detail, name="paragraph"),
    path("<str:id>/actions/<str:action>/", change_views.make_change, name="act"),
]

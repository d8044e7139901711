"""Addresses of the entity desk."""

from django.urls import path

from palermo.portal.entity_desk import document_views, secretariat_views, survey_views, views

app_name = "entity_desk"
urlpatterns = [
    path("", views.desk_list, name="list"),
    path("contributions/", document_views.contribution_create, name="contribute"),
    path("contributions/<int:id>/", document_views.contribution_edit, name="contribution"),
    path("contributions/<int:id>/withdraw/", document_views.contribution_withdraw, name="withdraw-contribution"),
    path("queue/", secretariat_views.proposal_queue, name="queue"),
    path("queue/accept/", secretariat_views.proposals_accept, name="accept"),
    path("queue/<int:id>/", secretariat_views.proposal_detail, name="decide"),
    path("queue/<int:id>/file/", secretariat_views.upload_download, name="file"),
    path("rounds/", secretariat_views.round_list, name="rounds"),
    path("rounds/compile/", secretariat_views.round_compile, name="compile-round"),
    path("rounds/<int:id>/remind/", secretariat_views.round_remind, name="remind-round"),
    path("rounds/<int:id>/close/", secretariat_views.round_close, name="close-round"),
    path("rounds/<int:id>/statements.jsonl", secretariat_views.round_statements, name="round-statements"),
    path("<str:entity>/", views.desk_overview, name="overview"),
    path("<str:entity>/profile/", views.proposal_create, {"kind": "profile"}, name="profile"),
    path("<str:entity>/activities/", views.proposal_create, {"kind": "activity"}, name="activity"),
    path("<str:entity>/documents/", document_views.document_create, name="document"),
    path("<str:entity>/survey/", survey_views.survey_create, name="survey"),
    path("<str:entity>/survey/<int:id>/", survey_views.survey_edit, name="survey-edit"),
    path("<str:entity>/survey/<int:id>/delete/", survey_views.survey_delete, name="survey-delete"),
    path("<str:entity>/drafts/send/", survey_views.drafts_send, name="send-drafts"),
    path("<str:entity>/check/", views.statement_check, name="check"),
    path("<str:entity>/answers/<str:statement>/", views.answer_create, name="answer"),
    path("<str:entity>/proposals/<int:id>/", views.proposal_edit, name="proposal"),
    path("<str:entity>/proposals/<int:id>/withdraw/", views.proposal_withdraw, name="withdraw"),
]

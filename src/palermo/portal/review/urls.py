"""Addresses of the review desk, and of the form for reports."""

from django.urls import path

from palermo.portal.review import correction_views, decision_views, document_views, report_views, views

app_name = "review"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("next/", views.next_statement, name="next"),
    path("queues/", views.save_queue, name="save-queue"),
    path("queues/<int:number>/delete/", views.delete_queue, name="delete-queue"),
    path("policy/", views.save_policy, name="policy"),
    path("preferences/", views.save_preference, name="preferences"),
    path("unanchored/", views.unanchored_decisions, name="unanchored"),
    path("statements/<str:id>/", decision_views.statement, name="statement"),
    path("statements/<str:id>/words/", decision_views.words, name="words"),
    path("statements/<str:id>/decide/", decision_views.decide, name="decide"),
    path("undo/", decision_views.undo, name="undo"),
    path("statements/<str:id>/correct/", correction_views.statement_correct, name="correct"),
    path("batch/<str:decision>/", correction_views.decision_batch, name="batch"),
    path("documents/", document_views.documents, name="documents"),
    path("documents/<str:id>/", document_views.document_correct, name="document"),
    path("documents/<str:id>/take-down/", document_views.document_take_down, name="take-down"),
    path("documents/<str:id>/restore/", document_views.document_restore, name="restore"),
    path("documents/<str:id>/add/", correction_views.statement_add, name="add"),
    path("missing/", correction_views.missing_statements, name="missing"),
    path("missing/<str:id>/dismiss/", correction_views.missing_dismiss, name="dismiss"),
    path("report/", report_views.report, name="report"),
    path("report/thanks/", report_views.thanks, name="thanks"),
    path("reports/", report_views.reports, name="reports"),
    path("reports/<int:number>/", report_views.handle_report, name="handle-report"),
]

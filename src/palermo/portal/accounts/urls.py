"""Addresses of one's own account, people, invitations and the audit log."""

from django.urls import path

from palermo.portal.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.account_overview, name="overview"),
    path("invitations/<str:token>/", views.invitation_accept, name="accept"),
    path("sign-in/<str:token>/", views.demo_sign_in, name="demo-sign-in"),
    path("people/", views.people_list, name="people"),
    path("people/invite/", views.invitation_create, name="invite"),
    path("people/invitations/<int:id>/withdraw/", views.invitation_withdraw, name="withdraw"),
    path("people/invitations/<int:id>/send/", views.invitation_send_again, name="send-again"),
    path("people/<int:id>/", views.person_detail, name="person"),
    path("audit/", views.audit_list, name="audit"),
    path("audit/export.csv", views.audit_export, name="audit-export"),
]

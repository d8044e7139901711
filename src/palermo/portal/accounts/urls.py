"""Addresses of one's own account, people, invitations and the audit log."""

from django.urls import path

from palermo.portal.accounts import audit_views, people_views, views

app_name = "accounts"
urlpatterns = [
    path("", views.account_overview, name="overview"),
    path("invitations/<str:token>/", views.invitation_accept, name="accept"),
    path("sign-in/<str:token>/", views.demo_sign_in, name="demo-sign-in"),
    path("people/", people_views.people_list, name="people"),
    path("people/invite/", people_views.invitation_create, name="invite"),
    path("people/invitations/<int:id>/withdraw/", people_views.invitation_withdraw, name="withdraw"),
    path("people/<int:id>/", people_views.person_detail, name="person"),
    path("audit/", audit_views.audit_list, name="audit"),
    path("audit/export.csv", audit_views.audit_export, name="audit-export"),
]

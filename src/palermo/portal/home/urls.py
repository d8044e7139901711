"""Address of the home page."""

from django.urls import path

from palermo.portal.home import views

app_name = "home"
urlpatterns = [path("", views.home, name="home")]

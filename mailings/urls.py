from django.urls import path

from mailings import views

app_name = "mailings"

urlpatterns = [
    path("m/<str:token>/", views.follow, name="follow"),
    path("m/read/<str:token>/", views.read, name="read"),
]

from django.urls import path

from problems import views

app_name = "problems"
urlpatterns = [
    path("problems/rooms.css", views.rooms_css, name="rooms_css"),
    path("claims/<int:claim_id>/", views.claim, name="claim"),
]

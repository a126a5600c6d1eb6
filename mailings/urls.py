from django.urls import path

from mailings import views, waiting

app_name = "mailings"

urlpatterns = [
    path("m/<str:token>/", views.follow, name="follow"),
    path("m/read/<str:token>/", views.read, name="read"),
    path("stock-wishes/", waiting.wish, name="wish"),
    path("stock-wishes/stop/<str:token>/", waiting.stop, name="wish_stop"),
    path("account/waiting/", waiting.show, name="waiting"),
    path("account/waiting/language/", waiting.choose_language, name="news_language"),
    path("account/waiting/<int:wish_id>/remove/", waiting.remove, name="wish_remove"),
]

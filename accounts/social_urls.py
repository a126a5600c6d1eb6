"""Stands before the library's own addresses, where they and ours are the same; named as the library names them."""

from django.urls import path
from django.views.decorators.cache import never_cache

from accounts.views import social

urlpatterns = [
    path("google/login/", social.google_start, name="google_login"),
    path("google/login/callback/", social.google_back, name="google_callback"),
    path("google/login/token/", social.not_offered, name="google_login_by_token"),
    path("kakao/login/", social.kakao_start, name="kakao_login"),
    path("kakao/login/callback/", social.kakao_back, name="kakao_callback"),
    path("3rdparty/", never_cache(social.ConnectionsView.as_view()), name="socialaccount_connections"),
    path("3rdparty/signup/", never_cache(social.ChoiceView.as_view()), name="socialaccount_signup"),
]

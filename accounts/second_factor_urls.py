"""Pages that stand before the library's own ones of the same address."""

from allauth.mfa.recovery_codes.views import view_recovery_codes
from allauth.mfa.totp.views import activate_totp
from django.urls import path
from django.views.decorators.cache import never_cache

from accounts.views import sessions
from accounts.views.second_factor import SecondFactorView

urlpatterns = [
    path("2fa/", SecondFactorView.as_view(), name="mfa_index"),
    # Secrets stand on them: no browser keeps these pages.
    path("2fa/totp/activate/", never_cache(activate_totp), name="mfa_activate_totp"),
    path("2fa/recovery-codes/", never_cache(view_recovery_codes), name="mfa_view_recovery_codes"),
    path("sessions/", sessions.show, name="usersessions_list"),
    path("sessions/<int:session_id>/end/", sessions.end, name="session_end"),
]

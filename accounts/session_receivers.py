"""What log-ins, passwords and factors mean for the sessions and tokens of an account."""

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.account.signals import user_logged_in as came_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib import messages
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.api_tokens import revoke_tokens
from accounts.second_factor import FACTORS, use_code
from accounts.sessions.log_ins import LISTED, end_sessions, forget_session


@receiver(came_in)
def list_the_session(request, **kwargs):
    """The library writes its row."""
    request.session[LISTED] = True


@receiver(came_in)
def end_with_the_browser(request, user, **kwargs):
    """Only the form of the password asks who wants to stay, and keeps the answer itself, a second factor or not."""
    ways = [record["method"] for record in get_authentication_records(request, user)]
    if "password" not in ways:
        request.session.set_expiry(0)


@receiver(user_logged_out)
def forget_the_session(request, **kwargs):
    if request is not None and request.session.session_key:
        forget_session(session_key=request.session.session_key)


@receiver([password_changed, password_set, password_reset])
def end_other_sessions(request, user, **kwargs):
    """Django lets no other session go on; they are no longer shown either."""
    end_sessions(user=user, but_for=_own_key(request, user))


@receiver(password_reset)
def revoke_the_tokens(user, **kwargs):
    """Somebody else may have known the password, and made them."""
    revoke_tokens(user=user, actor=user, now=timezone.now())


@receiver(authenticator_added)
def let_the_factor_count(request, user, authenticator, **kwargs):
    """The code that set an app up is used. Sessions opened without the first factor have never shown one: they end."""
    if authenticator.type == Authenticator.Type.TOTP:
        use_code(authenticator=authenticator, code=request.POST.get("code", ""), now=timezone.now())
    if Authenticator.objects.filter(user=user, type__in=FACTORS).count() > 1:
        return
    ended = end_sessions(user=user, but_for=_own_key(request, user))
    if ended and authenticator.type in FACTORS:
        text = ngettext(
            "Logged out on %(count)s other device.", "Logged out on %(count)s other devices.", ended
        )
        messages.info(request, text % {"count": ended})


def _own_key(request, user) -> str:
    return (request.session.session_key or "") if request.user.pk == user.pk else ""

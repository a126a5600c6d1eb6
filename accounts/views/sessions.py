"""“Your devices”: where an account is logged in, and the ending of it."""

from typing import cast

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.sessions.devices import name_device
from accounts.sessions.log_ins import end_session, end_sessions, open_sessions
from stories.answers import see_other


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """A POST logs out everywhere else."""
    if request.method == "POST":
        ended = end_sessions(user=_user(request), but_for=request.session.session_key or "")
        text = ngettext(
            "Logged out on %(count)s other device.", "Logged out on %(count)s other devices.", ended
        )
        messages.success(request, text % {"count": ended})
        return _back()
    sessions = list(open_sessions(user=_user(request), now=timezone.now()))
    key = request.session.session_key
    context = {
        "here": [(one, name_device(one.user_agent)) for one in sessions if one.session_key == key],
        "elsewhere": [(one, name_device(one.user_agent)) for one in sessions if one.session_key != key],
    }
    return render(request, "usersessions/usersession_list.html", context)


@never_cache
@login_required
@require_POST
def end(request: HttpRequest, session_id: int) -> HttpResponse:
    try:
        end_session(user=_user(request), session_id=session_id)
    except UserSession.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("Logged out there."))
    return _back()


def _back() -> HttpResponse:
    return see_other(reverse("usersessions_list"))


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)

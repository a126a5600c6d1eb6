"""The mobile number of an account is proved by a code that is sent there."""

import math
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.codes.limits import GAP_SECONDS, AskedTooOften
from accounts.codes.proofs import CodeExpired, WrongCode
from accounts.forms.phone import AskForCodeForm, PhoneCodeForm
from accounts.models import User
from accounts.phone import NothingToVerify, ask_for_code, confirm_phone, is_offered
from api.networks import address_of
from stories.answers import see_other

# In the session: for which number a code was asked, whether it was sent, and when another one may be.
ASKED = "phone_code"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def show(request: HttpRequest) -> HttpResponse:
    """And takes the code that is typed here."""
    user, now = cast(User, request.user), timezone.now()
    form = PhoneCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            confirm_phone(user=user, code=form.cleaned_data["code"], now=now)
        except (WrongCode, CodeExpired) as refusal:
            form.add_error("code", str(refusal))
        except NothingToVerify as refusal:
            messages.info(request, str(refusal))
            return _to("accounts:details")
        else:
            request.session.pop(ASKED, None)
            messages.success(request, _("Your mobile number is verified."))
            return _to("accounts:details")
    return _page(request, user, now, code_form=form)


@require_POST
@never_cache
@login_required
def send_code(request: HttpRequest) -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    form = AskForCodeForm(request.POST)
    if not form.is_valid():
        return _page(request, user, now, ask_form=form)
    try:
        ask_for_code(user=user, address=address_of(request), now=now)
    except AskedTooOften as refusal:
        _remember(
            request, user, now, wait=refusal.wait, was_sent=_asked(request, user).get("was_sent", False)
        )
        form.add_error(None, str(refusal))
        answer = _page(request, user, now, ask_form=form, status=429)
        answer["Retry-After"] = str(refusal.wait)
        return answer
    except NothingToVerify as refusal:
        messages.info(request, str(refusal))
        return _to("accounts:details")
    _remember(request, user, now, wait=GAP_SECONDS, was_sent=True)
    return _to("accounts:phone")


def _page(
    request: HttpRequest,
    user: User,
    now: datetime,
    *,
    code_form: PhoneCodeForm | None = None,
    ask_form: AskForCodeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = _asked(request, user)
    context = {
        "is_offered": is_offered(),
        "was_sent": asked.get("was_sent", False),
        "wait": max(0, math.ceil(asked.get("again_at", 0) - now.timestamp())),
        "code_form": code_form or PhoneCodeForm(),
        "ask_form": ask_form or AskForCodeForm(),
        "wrong_form": ask_form or code_form,
    }
    return TemplateResponse(request, "accounts/phone.html", context, status=status)


def _asked(request: HttpRequest, user: User) -> dict[str, Any]:
    asked = request.session.get(ASKED) or {}
    return asked if asked.get("to") == user.phone else {}


def _remember(request: HttpRequest, user: User, now: datetime, *, wait: int, was_sent: bool) -> None:
    request.session[ASKED] = {"to": user.phone, "was_sent": was_sent, "again_at": now.timestamp() + wait}


def _to(name: str) -> HttpResponse:
    return see_other(reverse(name))

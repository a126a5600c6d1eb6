"""The way to Google and Kakao and back, and what is asked on it."""

import logging
from typing import cast

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.decorators import rate_limit
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal.flows.signup import clear_pending_signup, get_pending_signup
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.views import ConnectionsView as LibraryConnectionsView
from allauth.socialaccount.views import SignupView
from allauth.utils import get_request_param
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.backends.base import UpdateError
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.email_change import ask_to_confirm, waiting_email
from accounts.forms.social import FirstEmailForm
from accounts.models import User
from accounts.social.accounts import is_choice_over, suggested_email
from accounts.social.providers import GoogleConversation, KakaoConversation
from accounts.views.proof import NotProved, ensure_logged_in_lately
from stories.answers import see_other

logger = logging.getLogger(__name__)


class CallbackView(OAuth2CallbackView):
    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except (IntegrityError, UpdateError) as overtaken:
            # Somebody connected the same account, or another tab ended this session, at the same moment.
            logger.info("log-in by %s was overtaken: %s", self.adapter.provider_id, type(overtaken).__name__)
            return render_authentication_error(request, self.adapter.get_provider())


def _start(conversation):
    go = OAuth2LoginView.adapter_view(conversation)

    @never_cache
    @require_http_methods(["GET", "POST"])
    def start(request: HttpRequest) -> HttpResponse:
        is_to_connect = get_request_param(request, "process") == AuthProcess.CONNECT
        if request.method == "POST" and is_to_connect and request.user.is_authenticated:
            raise_if_reauthentication_required(request, app="allauth.socialaccount")
        return go(request)

    return start


def _come_back(conversation):
    return never_cache(require_GET(CallbackView.adapter_view(conversation)))


google_start, google_back = _start(GoogleConversation), _come_back(GoogleConversation)
kakao_start, kakao_back = _start(KakaoConversation), _come_back(KakaoConversation)


def not_offered(request: HttpRequest) -> HttpResponse:
    """The library's log-in by a token of Google's scripts, of which this shop has none."""
    raise Http404


class ChoiceView(SignupView):
    """Whether somebody whose address is an account's already, or whom no address vouches for, has an account here."""

    def dispatch(self, request, *args, **kwargs):
        pending = get_pending_signup(request)
        if pending and is_choice_over(came_at=pending.state.get("came_at", 0), now=timezone.now()):
            clear_pending_signup(request)
            messages.info(request, _("This took longer than five minutes. Please start again."))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "pending": self.sociallogin}


class ConnectionsView(LibraryConnectionsView):
    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ValidationError as refusal:  # between the check and the writing
            form.add_error(None, refusal)
            return self.form_invalid(form)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@rate_limit(action="manage_email")
def first_email(request: HttpRequest) -> HttpResponse:
    """Asked once, right after an account was made without one."""
    user = cast(User, request.user)
    onward = get_next_redirect_url(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
    if user.email or waiting_email(user=user):
        return see_other(onward)
    form = FirstEmailForm(request.POST or None, initial={"email": suggested_email(user=user)})
    if form.is_valid():
        try:
            ensure_logged_in_lately(request, user=user)
        except NotProved as refusal:
            form.add_error("email", str(refusal))
        else:
            ask_to_confirm(request=request, user=user, email=form.cleaned_data["email"])
            return see_other(onward)
    return TemplateResponse(request, "accounts/first_email.html", {"form": form, "onward": onward})

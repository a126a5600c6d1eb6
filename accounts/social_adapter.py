"""Where the log-in library is told what Google and Kakao may do here."""

import logging
import re
from copy import copy
from http import HTTPStatus

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.base import AuthProcess, ProviderException
from django.db import IntegrityError, transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from requests import RequestException

from accounts.email_change import drop_claims, is_owned
from accounts.social.accounts import find_joinable, has_another_way_in, prepare_account
from accounts.social.calls import make_timed
from accounts.social.providers import clean_word

logger = logging.getLogger(__name__)
# What OAuth calls the reason; the rest of an answer may name people and codes.
_REASON = re.compile(r'"error"\s*:\s*"([a-z_]{1,40})"')


class SocialAdapter(DefaultSocialAccountAdapter):
    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": _("This is your only way to log in: choose a password first."),
    }

    def list_apps(self, request, provider=None, client_id=None):
        """One for each provider, with both keys: the newest row, unless the environment has them."""
        found = super().list_apps(request, provider=provider, client_id=client_id)
        apps = {}
        for app in sorted(found, key=lambda app: (app.pk is None, app.pk or 0)):
            if app.client_id and app.secret:
                apps[app.provider] = app
        return list(apps.values())

    def get_provider(self, request, provider, client_id=None):
        """Without keys when it is not offered any more: what is connected to it can still be named."""
        try:
            return super().get_provider(request, provider, client_id=client_id)
        except SocialApp.DoesNotExist:
            known = registry.get_class(provider)
            if known is None:
                raise
            return known(request, app=SocialApp(provider=provider, name=known.name))

    def get_requests_session(self):
        return make_timed(super().get_requests_session())

    def populate_user(self, request, sociallogin, data):
        """Names are tidied; the user name is ours to give."""
        names = {name: _word(data.get(name)) for name in ("first_name", "last_name")}
        return super().populate_user(request, sociallogin, {**data, **names, "username": ""})

    def pre_social_login(self, request, sociallogin):
        sociallogin.token = None  # nothing is asked of the provider later, so nothing is kept that could
        sociallogin.state["came_at"] = timezone.now().timestamp()
        if sociallogin.is_existing or sociallogin.state.get("process") != AuthProcess.LOGIN:
            return
        vouched = [address.email for address in sociallogin.email_addresses if address.verified]
        owner = find_joinable(emails=vouched)
        if owner is not None:
            self._join(request, sociallogin, owner)
        for email in vouched:
            if not is_owned(email=email):
                drop_claims(email=email)

    def is_auto_signup_allowed(self, request, sociallogin):
        """Whoever comes without an address, or with one that is not known to be theirs alone, is asked whether they
        have an account."""
        addresses = sociallogin.email_addresses
        return bool(addresses) and all(
            address.verified and not is_owned(email=address.email) for address in addresses
        )

    def save_user(self, request, sociallogin, form=None):
        """Account, profile and connection, or nothing; somebody who was quicker with the same ones is let in."""
        free = [
            address
            for address in sociallogin.email_addresses
            if address.verified and not is_owned(email=address.email)
        ]
        if form is None and len(free) < len(sociallogin.email_addresses):
            # An account without the address would be a second one, which nobody has chosen.
            self._try_again(request, sociallogin, sociallogin.user, IntegrityError("the address was taken"))
        sociallogin.email_addresses = free
        untouched = copy(sociallogin.user)
        prepare_account(
            user=sociallogin.user, email=free[0].email if free else "", nickname=_nickname(sociallogin)
        )
        try:
            with transaction.atomic():
                user = super().save_user(request, sociallogin)
        except IntegrityError as overtaken:
            self._try_again(request, sociallogin, untouched, overtaken)
        if not user.email:
            sociallogin.state["next"] = _way_by_the_question(request, sociallogin)
        return user

    def validate_disconnect(self, account, accounts):
        offered = [app.provider for app in self.list_apps(None)]
        if not has_another_way_in(account=account, offered=offered):
            raise self.validation_error("no_password")

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """A page that says whose fault it was, instead of the library's."""
        state = (extra_context or {}).get("state") or {}
        facts = {"provider": provider, "next": state.get("next", "")}
        told = request.GET.get("error", "")
        if told == "access_denied":
            page, status = "login_cancelled", HTTPStatus.OK
        elif exception is not None or told:
            logger.warning("log-in by %s failed: %s", provider.id, _reason(exception, told))
            page, status, facts["is_theirs"] = "authentication_error", HTTPStatus.BAD_GATEWAY, True
        else:
            page, status = "authentication_error", HTTPStatus.BAD_REQUEST
        raise ImmediateHttpResponse(render(request, f"socialaccount/{page}.html", facts, status=status))

    def _join(self, request, sociallogin, owner):
        untouched = sociallogin.user
        try:
            with transaction.atomic():
                sociallogin.connect(request, owner)
        except IntegrityError as overtaken:
            self._try_again(request, sociallogin, untouched, overtaken)

    def _try_again(self, request, sociallogin, untouched, overtaken):
        """The same answer once more, for whoever was overtaken by somebody with the same account or address."""
        if sociallogin.state.get("is_second_try"):
            raise overtaken
        sociallogin.state["is_second_try"] = True
        sociallogin.user = untouched
        for row in (sociallogin.account, *sociallogin.email_addresses):
            row.pk, row._state.adding = None, True
        raise ImmediateHttpResponse(complete_social_login(request, sociallogin))


def _nickname(sociallogin):
    facts = sociallogin.account.extra_data
    called = sociallogin.provider.extract_common_fields(facts).get("username")
    return called or sociallogin.user.first_name or facts.get("name", "")


def _word(value):
    return clean_word(value) if isinstance(value, str) else ""


def _reason(exception, told):
    if isinstance(exception, RequestException | ProviderException):
        return clean_word(str(exception))
    found = _REASON.search(str(exception))
    return found[1] if found else clean_word(told) or type(exception).__name__


def _way_by_the_question(request, sociallogin):
    onward = sociallogin.get_redirect_url(request)
    return reverse("accounts:first_email") + (f"?{urlencode({'next': onward})}" if onward else "")

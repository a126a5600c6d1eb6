"""Where the log-in library is told what this shop wants."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.email_change import (
    AddressConfirmation,
    confirm_present,
    drop_claims,
    lock_unconfirmed,
)
from accounts.letters import write_account_letter
from accounts.login import login_in
from accounts.login_limits import TooManyTries, give_back, is_own_password, take_try
from accounts.names import check_name, tidy_name
from accounts.profile import IN_USE
from accounts.views.proof import LOG_IN_ANEW, was_proved_lately
from accounts.ways_back import is_own_path
from api.networks import address_of
from stories.answers import see_other
from stories.letters import absolute

# Where ways to log in are added and taken away, by the library's part.
DOORS_TO_WAYS_IN = {"allauth.socialaccount": "socialaccount_connections", "allauth.mfa": "mfa_index"}
# One text for an unknown account and for a wrong password.
_WRONG = _("This name and this password do not go together.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        **dict.fromkeys(
            (
                "username_password_mismatch",
                "email_password_mismatch",
                "phone_password_mismatch",
                "invalid_login",
            ),
            _WRONG,
        ),
        "username_taken": IN_USE["username"],
        "email_taken": IN_USE["email"],
    }

    def save_user(self, request, user, form, commit=True):
        user.chosen_nickname = form.cleaned_data.get("nickname", "")
        return super().save_user(request, user, form, commit=commit)

    def clean_username(self, username, shallow=False):
        username = tidy_name(username)
        check_name(username)
        return super().clean_username(username, shallow=shallow)

    def pre_authenticate(self, request, **credentials):
        """In place of the library's own count, which is lost with the cache."""
        try:
            take_try(login=login_in(credentials), address=address_of(request), now=timezone.now())
        except TooManyTries as refusal:
            raise ValidationError(str(refusal), code="too_many_login_attempts") from refusal

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user is not None:
            give_back(user=user, address=address_of(request))
        return user

    def reauthenticate(self, user, password):
        """The account in hand: by its names the library might find another one."""
        address, now = address_of(self.request), timezone.now()
        try:
            return is_own_password(user=user, password=password, address=address, now=now)
        except TooManyTries as refusal:
            raise ValidationError(str(refusal), code="too_many_login_attempts") from refusal

    def is_reauthentication_required(self, *, app, **kwargs):
        """To connect and disconnect, a log-in of a few minutes ago is proof enough. Where there is nothing to ask for
        again, it is the only proof; the library would take none.
        """
        user = self.request.user
        is_fresh = was_proved_lately(self.request, user=user, by_any=True)
        if app in DOORS_TO_WAYS_IN and not is_fresh and not get_reauthentication_flows(user):
            messages.error(self.request, LOG_IN_ANEW)
            raise ImmediateHttpResponse(see_other(reverse(DOORS_TO_WAYS_IN[app])))
        if app == "allauth.socialaccount" and is_fresh:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def is_safe_url(self, url):
        return is_own_path(url)

    def confirm_email(self, request, email_address):
        """Once; others who wait for it wait no longer. An account that took the address in the meantime keeps it."""
        try:
            with transaction.atomic():
                waiting = lock_unconfirmed(address=email_address)
                if waiting is None:
                    return False
                if not waiting.primary:
                    return self._let_follow(request, waiting)
                confirm_present(request=request, address=waiting)
                drop_claims(email=waiting.email)
        except IntegrityError:
            facts = {"email": email_address.email}
            self.add_message(request, messages.ERROR, "account/messages/email_confirmation_failed.txt", facts)
            return False
        facts = {"email": email_address.email}
        self.add_message(request, messages.SUCCESS, "account/messages/email_confirmed.txt", facts)
        return True

    def _let_follow(self, request, waiting):
        is_done = super().confirm_email(request, waiting)
        if is_done:
            drop_claims(email=waiting.email)
        return is_done

    def get_email_verification_redirect_url(self, email_address):
        """Whoever is logged in with another account is not led into the data of that one."""
        visitor = self.request.user
        if visitor.is_authenticated and visitor.pk != email_address.user_id:
            return settings.LOGIN_REDIRECT_URL
        return super().get_email_verification_redirect_url(email_address)

    def get_email_confirmation_url(self, request, emailconfirmation):
        key = AddressConfirmation(emailconfirmation.email_address).key
        return absolute(reverse("account_confirm_email", args=[key]))

    def get_reset_password_from_key_url(self, key):
        uid, _dash, token = key.partition("-")
        return absolute(reverse("account_reset_password_from_key", args=[uid, token]))

    def send_mail(self, template_prefix, email, context):
        self.render_mail(template_prefix, email, {**context, "email": email}).send()

    def render_mail(self, template_prefix, email, context, headers=None):
        """Without the request: no letter can take a link from it."""
        letter = write_account_letter(template=template_prefix, facts=context)
        to = [email] if isinstance(email, str) else email
        message = EmailMultiAlternatives(
            letter.subject, letter.text, self.get_from_email(), to, headers=headers
        )
        message.attach_alternative(letter.html, "text/html")
        return message

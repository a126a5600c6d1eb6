"""Google and Kakao as this shop talks to them: where they send people back to, and what is kept of their answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.google.provider import GoogleProvider
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from allauth.socialaccount.providers.kakao.provider import KakaoAccount, KakaoProvider
from allauth.socialaccount.providers.kakao.views import KakaoOAuth2Adapter
from django.conf import settings
from django.http import Http404
from django.urls import reverse

from accounts.names import tidy_name

LONGEST_UID = 191
LONGEST_WORD = 254
_UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@contextmanager
def _read_with_care() -> Iterator[None]:
    """An answer of another shape than the promised one is the provider's failure, not ours."""
    try:
        yield
    except _UNREADABLE as error:
        raise ProviderException(f"unreadable answer, {type(error).__name__}") from error


class _OwnConversation:
    """Mixed into the library's conversation with a provider."""

    def get_provider(self):
        provider = super().get_provider()
        if not provider.app.client_id:
            raise Http404
        return provider

    def get_callback_url(self, request, app):
        """Of the configured site: what the Host header says is the visitor's word."""
        return settings.SITE_URL + reverse(f"{self.provider_id}_callback")

    def get_access_token_data(self, *args, **kwargs):
        with _read_with_care():
            return super().get_access_token_data(*args, **kwargs)

    def parse_token(self, data):
        with _read_with_care():
            return super().parse_token(data)

    def complete_login(self, *args, **kwargs):
        with _read_with_care():
            return super().complete_login(*args, **kwargs)


class GoogleConversation(_OwnConversation, GoogleOAuth2Adapter):
    pass


class KakaoConversation(_OwnConversation, KakaoOAuth2Adapter):
    pass


class _AsksForNoMore:
    """What is asked of a provider stands in the settings: an address with more in it may be somebody else's link."""

    def get_scope_from_request(self, request):
        return self.get_scope()

    def get_auth_params_from_request(self, request, action):
        return self.get_auth_params()


class Google(_AsksForNoMore, GoogleProvider):
    oauth2_adapter_class = GoogleConversation
    package = "allauth.socialaccount.providers.google"

    def extract_uid(self, data):
        return _identity(data["sub"] if "sub" in data else data["id"])

    def extract_email_addresses(self, data):
        is_vouched = data.get("email_verified") is True or data.get("verified_email") is True
        return _addresses(data.get("email"), is_vouched=is_vouched)

    def extract_extra_data(self, data):
        return _words(data, "email", "name", "given_name")


class KakaoPerson(KakaoAccount):
    def to_str(self):
        return (self.get_user_data() or {}).get("email") or self.profile.get("nickname") or super().to_str()


class Kakao(_AsksForNoMore, KakaoProvider):
    account_class = KakaoPerson
    oauth2_adapter_class = KakaoConversation
    package = "allauth.socialaccount.providers.kakao"

    def extract_uid(self, data):
        return _identity(str(data["id"]) if data["id"] else "")

    def extract_common_fields(self, data):
        account = data.get("kakao_account") or {}
        return {"email": account.get("email"), "username": (account.get("profile") or {}).get("nickname")}

    def extract_email_addresses(self, data):
        """An address that went over to another Kakao account stays verified and becomes invalid."""
        account = data.get("kakao_account") or {}
        is_vouched = account.get("is_email_verified") is True and account.get("is_email_valid", True) is True
        return _addresses(account.get("email"), is_vouched=is_vouched)

    def extract_extra_data(self, data):
        account = data.get("kakao_account") or {}
        profile = _words(account.get("profile") or {}, "nickname")
        return {"kakao_account": {**_words(account, "email"), "profile": profile}}


def _identity(uid: Any) -> str:
    """Raises ValueError for what cannot be kept as one: a name cut to fit could be somebody else's."""
    if not isinstance(uid, str) or not uid.isprintable() or not 0 < len(uid) <= LONGEST_UID:
        raise ValueError("no identity")
    return uid


def _addresses(email: Any, *, is_vouched: bool) -> list[EmailAddress]:
    return [EmailAddress(email=email, verified=is_vouched, primary=True)] if email else []


def _words(data: dict[str, Any], *names: str) -> dict[str, str]:
    """Nothing but short texts: what else a provider tells about a person is not kept."""
    return {name: clean_word(data[name]) for name in names if isinstance(data.get(name), str)}


def clean_word(text: str) -> str:
    """Single spaces, and no sign that cannot be seen: databases refuse some of them."""
    return tidy_name("".join(sign if sign.isprintable() else " " for sign in text))[:LONGEST_WORD]

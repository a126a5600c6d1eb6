"""A visitor's way through the door of a provider."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from django.test import Client
from django.urls import reverse

from accounts.social.providers import GoogleConversation, KakaoConversation
from tests.accounts.social_provider import CLIENT_ID, SECRET, SocialProvider, ask


def start(client: Client, provider: SocialProvider, *, host: str = "", **asked):
    """The answer to the button; `host` is what the Host header says instead of the site's name."""
    query = "&".join(f"{name}={value}" for name, value in {"process": "login", **asked}.items())
    more = {"HTTP_HOST": host} if host else {}
    return client.post(f"{reverse(f'{provider.name}_login')}?{query}", **more)


def way_back(client: Client, provider: SocialProvider, **asked) -> str:
    """Path and query that the provider sends the browser back to."""
    parts = urlsplit(ask(start(client, provider, **asked)["Location"]))
    return f"{parts.path}?{parts.query}"


def log_in(client: Client, provider: SocialProvider, **asked):
    return client.get(way_back(client, provider, **asked))


def sign_up(client: Client, provider: SocialProvider, **asked):
    """Comes for the first time with no address that would make an account by itself, and wants a new one."""
    choice = log_in(client, provider, **asked)["Location"]
    assert choice == reverse("socialaccount_signup")
    return client.post(choice)


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@contextmanager
def offered(name: str, *, settings, monkeypatch) -> Iterator[SocialProvider]:
    """A provider on the loopback interface in the place of Google or Kakao, with the shop's keys for it set."""
    conversation = {"google": GoogleConversation, "kakao": KakaoConversation}[name]
    with SocialProvider(name=name) as provider:
        for door, path in {"authorize_url": "authorize", "access_token_url": "token"}.items():
            monkeypatch.setattr(conversation, door, f"{provider.url}/{path}")
        for door in ("identity_url", "profile_url"):
            monkeypatch.setattr(conversation, door, f"{provider.url}/person", raising=False)
        keys = {"APPS": [{"client_id": CLIENT_ID, "secret": SECRET}]}
        providers = settings.SOCIALACCOUNT_PROVIDERS
        settings.SOCIALACCOUNT_PROVIDERS = {**providers, name: {**providers[name], **keys}}
        yield provider

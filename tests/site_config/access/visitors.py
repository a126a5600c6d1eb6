"""The seven who come to every address, and what they are told."""

import json
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any
from unittest import mock
from urllib.parse import parse_qs, urlencode, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.cache import cache
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils.safestring import mark_safe
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from tests.factories.log_ins import note_log_in
from tests.rolled_back import rolled_back
from tests.site_config.access.table import METHODS, VISITORS, Cells

LOG_INS = ("/accounts/login/", "/admin/login/", "/django-admin/login/")
DESK = "/admin/"
PROOF = "/accounts/reauthenticate/"
DAY = 24 * 3600
FORM = "application/x-www-form-urlencoded"


class Visitors:
    """They come through all the middleware, and prove that no other site sent them: that has tests of its own."""

    drawn = ("GET", "POST")

    def __init__(self, users: Mapping[str, User], *, proved: bool = False):
        """`proved`: they have typed their passwords so lately that nobody asks for them again."""
        self._client = Client(raise_request_exception=False)
        self._cookies = {"anonymous": SimpleCookie()}
        for name, user in users.items():
            self._client.cookies = SimpleCookie()
            self._client.force_login(user)
            if proved:
                note_log_in(self._client, user, at=time.time() + DAY, reauthenticated=True)
            self._cookies[name] = self._client.cookies

    def answers(self, path: str, *, methods: Sequence[str] = METHODS) -> dict[str, Cells]:
        """What is told at `path`, by method; nothing that is asked for is still done afterwards."""
        return {method: tuple(self._answer(name, method, path) for name in VISITORS) for method in methods}

    def send(
        self, name: str, method: str, path: str, sent: Mapping[str, Any] | None = None, **headers: str
    ) -> HttpResponse:
        """A form, or a JSON document at the API, as the first thing that ever happened in this visitor's browser."""
        self._client.cookies = SimpleCookie()
        self._client.cookies.update(self._cookies[name])
        cache.clear()
        is_api = path.startswith("/api/")
        body = json.dumps(sent or {}) if is_api else urlencode(sent or {})
        return self._client.generic(
            method,
            path,
            body if method in ("POST", "PUT", "PATCH") else b"",
            content_type="application/json" if is_api else FORM,
            headers={"Idempotency-Key": "a-key", **headers} if is_api else headers,
        )

    def _answer(self, name: str, method: str, path: str) -> str:
        with _quiet(), rolled_back(), _blank(unless=method in self.drawn):
            return _word_for(self.send(name, method, path), path)


class VisitorsAtTheDoor(Visitors):
    """They stand at the view itself, for what a library brings along: hundreds of addresses. One visitor still comes all
    the way to each, and so does everybody where a view fails.
    """

    drawn = ("GET",)

    def __init__(self, users: Mapping[str, User]):
        super().__init__(users)
        self._users = users

    def send(
        self, name: str, method: str, path: str, sent: Mapping[str, Any] | None = None, **headers: str
    ) -> HttpResponse:
        if name == "shop_owner" and method == "GET":
            return super().send(name, method, path, sent, **headers)
        request = RequestFactory(headers=headers).generic(method, path, b"", content_type=FORM)
        request.user = self._users.get(name, AnonymousUser())
        request.session = SessionStore()
        request._messages = FallbackStorage(request)
        request.htmx = HtmxDetails(request)
        request._dont_enforce_csrf_checks = True
        with _blank():
            response = convert_exception_to_response(_view)(request)
        return super().send(name, method, path, sent, **headers) if response.status_code == 500 else response


def _view(request: HttpRequest) -> HttpResponse:
    found = resolve(request.path)
    request.resolver_match = found
    return found.func(request, *found.args, **found.kwargs)


def _word_for(response: HttpResponse, path: str) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    place = urlsplit(response["Location"])
    leads_back = parse_qs(place.query).get("next") == [path]
    if place.path in LOG_INS and leads_back:
        return "login"
    if place.path == PROOF and leads_back:
        return "proof"
    return "desk" if place.path == DESK else "302"


@contextmanager
def _blank(*, unless: bool = False) -> Iterator[None]:
    """Pages are not drawn: what counts is the status, and drawing takes most of the time."""
    if unless:
        yield
        return
    with mock.patch.object(Template, "render", return_value=mark_safe("")):
        yield


@contextmanager
def _quiet() -> Iterator[None]:
    """Refusals are what is asked for here; thousands of them need no line in a log."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)

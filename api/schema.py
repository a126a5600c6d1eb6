"""The OpenAPI document: only our own endpoints, each with every refusal that it may answer with."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from api.permissions import HasPermission, asked_of
from api.problem_details import PROBLEM

ROOT = "/api/v1/"
_WITH_BODY = {"POST", "PUT", "PATCH"}


def only_ours(endpoints: Iterable[tuple]) -> list[tuple]:
    """The admin and its parts bring endpoints of their own; they are nobody else's business."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith(ROOT)]


class Problem(serializers.Serializer):
    """A refusal. `code` is for programs, `detail` for people, `errors` names the fields; some refusals carry more."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField())
    )
    request_id = serializers.CharField()


class OperationSchema(AutoSchema):
    """Adds the refusals: the usual ones by themselves, the view's own from its `refusals`."""

    def get_tags(self):
        return [self.path.removeprefix(ROOT).split("/")[0]]

    def get_auth(self):
        """An endpoint that asks for a permission only when something is changed is open for reading."""
        ways = super().get_auth()
        asks_permission = any(isinstance(check, HasPermission) for check in self.view.get_permissions())
        is_open = asks_permission and asked_of(self.view, "required_permission", self.method) is None
        return [*ways, {}] if is_open else ways

    def _get_response_bodies(self, direction="response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        for status in sorted(self._refusals()):
            bodies.setdefault(str(status), self._problem(status))
        return bodies

    def _refusals(self) -> set[int]:
        refusals = {400, 401, 403, 405, 406}
        if "{" in self.path or self._get_paginator():
            refusals.add(404)
        if self.method in _WITH_BODY:
            refusals |= {413, 415}
        if asked_of(self.view, "rate_limit", self.method):
            refusals.add(429)
        return refusals | set(getattr(self.view, "refusals", {}).get(self.method, ()))

    def _problem(self, status: int) -> dict[str, Any]:
        component = self.resolve_serializer(Problem(), "response")
        answer = {
            "description": HTTPStatus(status).phrase,
            "content": {PROBLEM: {"schema": component.ref}},
        }
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            answer["headers"] = {
                "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}
            }
        return answer


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema):
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "The visitor's session; requests that change something also send X-CSRFToken.",
        }


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "api.authentication.BearerBase"
    match_subclasses = True
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer"}

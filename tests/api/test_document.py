import json

import pytest
from django.urls import URLPattern, URLResolver
from django.urls.resolvers import get_resolver
from drf_spectacular.validation import validate_schema
from rest_framework.test import APIClient

from api.permissions import HasScope

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


@pytest.fixture(scope="module")
def document():
    response = APIClient().get("/api/v1/openapi.json")
    assert response.status_code == 200
    return json.loads(response.content)


def _endpoints(patterns, before=""):
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _endpoints(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern) and here.startswith("api/v1/"):
            yield here, pattern.callback


def _endpoint_views():
    return [
        (path, callback)
        for path, callback in _endpoints(get_resolver().url_patterns)
        if hasattr(callback, "cls") and callback.cls.__name__ != "SpectacularSwaggerSplitView"
    ]


def test_it_is_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"
    validate_schema(document)
    for path, operations in document["paths"].items():
        assert path.startswith("/api/v1/")
        assert set(operations) <= METHODS
        for operation in operations.values():
            assert operation["operationId"]
            assert operation["responses"]


def test_no_two_operations_share_an_id(document):
    ids = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert sorted(set(ids)) == sorted(ids)


def test_every_reference_leads_somewhere(document):
    def references(part):
        if isinstance(part, dict):
            yield from ([part["$ref"]] if "$ref" in part else [])
            for inner in part.values():
                yield from references(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from references(inner)

    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references(document)) - known == set()


def test_every_address_of_the_api_is_in_it(document):
    assert len(document["paths"]) == len(_endpoint_views())


def test_every_view_says_what_a_token_needs_and_keeps_the_check():
    missing = [
        path
        for path, callback in _endpoint_views()
        if callback.cls.__module__ != "site_config.api"
        and not (
            getattr(callback.cls, "required_scope", None)
            and any(issubclass(check, HasScope) for check in callback.cls.permission_classes)
        )
    ]
    assert missing == []


def test_every_operation_documents_its_refusals_as_problems(document):
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            answers = operation["responses"]
            assert {"400", "401", "403", "405", "406"} <= set(answers), (method, path)
            for status, answer in answers.items():
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"], (method, path, status)


def test_the_page_that_explains_it_runs_under_its_own_policy():
    page = APIClient().get("/api/v1/docs/", headers={"Accept": "text/html"})
    assert page.status_code == 200
    policy = page["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src 'self';" in policy + ";"
    assert b"<script>" not in page.content
    script = APIClient().get("/api/v1/docs/?script=", headers={"Accept": "*/*"})
    assert script["Content-Type"] == "application/javascript"
    assert b"/api/v1/openapi.json" in script.content

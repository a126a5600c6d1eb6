import json

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

from tests.factories.museum import museum

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def _raise(error):
    def view(request):
        raise error

    return view


def _read(request):
    return HttpResponse(request.body)


handler400 = "site_config.errors.bad_request"
handler403 = "site_config.errors.permission_denied"
handler404 = "site_config.errors.page_not_found"
handler500 = "site_config.errors.server_error"
urlpatterns = [
    path("bad/", _raise(SuspiciousOperation("no"))),
    path("forbidden/", _raise(PermissionDenied())),
    path("half-a-form/", lambda request: HttpResponse(request.POST["missing"])),
    path("broken/", _raise(ZeroDivisionError("secret detail"))),
    path("away/", _raise(OperationalError("host 10.1.2.3 refused"))),
    path("only-post/", require_POST(_read)),
    path("big/", _read),
    path("busy/", lambda request: HttpResponse(status=429, headers={"Retry-After": "60"})),
    path("", include("site_config.urls")),
]

ANSWERS = [
    ("/bad/", 400, "bad_request"),
    ("/half-a-form/", 400, "bad_request"),
    ("/forbidden/", 403, "permission_denied"),
    ("/nothing/", 404, "not_found"),
    ("/only-post/", 405, "method_not_allowed"),
    ("/busy/", 429, "throttled"),
    ("/broken/", 500, "internal_server_error"),
    ("/away/", 503, "service_unavailable"),
]


@pytest.fixture
def visitor(client, settings):
    settings.ROOT_URLCONF = __name__
    museum()
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("address", "status", "code"), ANSWERS)
def test_people_get_a_page_in_the_sites_own_dress(visitor, address, status, code):
    response = visitor.get(address, headers={"Accept": "text/html"})
    page = response.content.decode()
    assert response.status_code == status
    assert page.count("<h1>") == 1
    assert "css/museum.css" in page
    assert response["X-Request-ID"] in page


@pytest.mark.parametrize(("address", "status", "code"), ANSWERS)
def test_scripts_get_json_that_gives_nothing_away(visitor, address, status, code):
    response = visitor.get(address, headers=JSON)
    body = json.loads(response.content)
    assert response["Content-Type"] == "application/problem+json"
    assert (response.status_code, body["status"], body["code"]) == (status, status, code)
    assert body["request_id"] == response["X-Request-ID"]
    assert b"secret" not in response.content
    assert b"10.1.2.3" not in response.content


def test_a_refused_method_says_which_are_allowed(visitor):
    assert visitor.get("/only-post/")["Allow"] == "POST"
    assert visitor.get("/only-post/", headers=JSON)["Allow"] == "POST"


def test_what_waiting_cures_says_how_long(visitor):
    assert visitor.get("/busy/")["Retry-After"] == "60"
    assert visitor.get("/away/")["Retry-After"] == "10"


def test_too_much_at_once_is_told_as_such(visitor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    response = visitor.post("/big/", data="x" * 11, content_type="text/plain")
    assert response.status_code == 413


@pytest.mark.parametrize(("address", "status"), [("/broken/", 500), ("/away/", 503), ("/bad/", 400)])
def test_the_worst_pages_need_no_database(visitor, django_assert_num_queries, address, status):
    with django_assert_num_queries(0):
        assert visitor.get(address).status_code == status


def test_a_host_that_is_not_ours_is_a_bad_request_not_a_failure(visitor, settings):
    settings.ALLOWED_HOSTS = ["museum.example"]
    assert visitor.get("/nothing/", headers={"Host": "evil.example"}).status_code == 400


def test_a_json_endpoint_answers_json_whatever_the_request_accepts(visitor):
    response = visitor.post("/cart/summary/", headers={"Accept": "*/*"})
    assert response["Content-Type"] == "application/problem+json"
    assert response.status_code in {403, 405}

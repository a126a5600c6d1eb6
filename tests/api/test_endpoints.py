"""The shared rules, seen from outside on endpoints made for it."""

import datetime
import json
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.http import Http404
from django.urls import include, path
from django.utils import timezone
from rest_framework import generics, serializers
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView

from accounts.models import User
from api.authentication import BearerBase, SessionAuthentication
from api.fields import MomentField, MoneyField
from api.paging import NewestFirst
from api.permissions import BY_PERMISSION, LOGGED_IN, OPEN_TO_ALL
from api.refusals import conflict, invalid, not_found, unavailable, unprocessable
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"


class Tokens(BearerBase):
    def find(self, text):
        name, _colon, scopes = text.partition(":")
        user = User.objects.filter(username=name).first()
        return user and SimpleNamespace(user=user, scopes=scopes.split(","))


class Line(serializers.Serializer):
    price = MoneyField()


class Body(serializers.Serializer):
    name = serializers.CharField(max_length=5)
    lines = Line(many=True, required=False)


class Base(APIView):
    authentication_classes = [Tokens, SessionAuthentication]
    permission_classes = OPEN_TO_ALL
    required_scope = {"GET": "orders:read", "POST": "orders:write"}


class Open(Base):
    def get(self, request):
        return Response({"user": request.user.username})

    def post(self, request):
        body = Body(data=request.data)
        body.is_valid(raise_exception=True)
        return Response({"total": str(sum(line["price"] for line in body.validated_data.get("lines", [])))})


class Private(Open):
    permission_classes = LOGGED_IN


class Guarded(Open):
    permission_classes = BY_PERMISSION
    required_permission = {"POST": ("products.add_product", "products.change_price")}


class WithoutScope(Open):
    required_scope = None


class Often(Open):
    rate_limit = {"POST": "coupon"}


class Pages(generics.ListAPIView):
    permission_classes = OPEN_TO_ALL
    required_scope = "orders:read"
    queryset = User.objects.order_by("pk")

    class serializer_class(serializers.Serializer):  # noqa: N801
        username = serializers.CharField()


class Cursors(Pages):
    pagination_class = NewestFirst


def _raise(error):
    def get(self, request):
        raise error

    return type("Failing", (Base,), {"get": get}).as_view()


handler400 = "site_config.errors.bad_request"
handler403 = "site_config.errors.permission_denied"
handler404 = "site_config.errors.page_not_found"
handler500 = "site_config.errors.server_error"
urlpatterns = [
    path("api/v1/open/", Open.as_view()),
    path("api/v1/private/", Private.as_view()),
    path("api/v1/guarded/", Guarded.as_view()),
    path("api/v1/without-scope/", WithoutScope.as_view()),
    path("api/v1/often/", Often.as_view()),
    path("api/v1/pages/", Pages.as_view()),
    path("api/v1/cursors/", Cursors.as_view()),
    path("api/v1/broken/", _raise(ZeroDivisionError("secret"))),
    path("api/v1/away/", _raise(OperationalError("10.1.2.3"))),
    path("api/v1/missing/", _raise(Http404())),
    path("api/v1/denied/", _raise(PermissionDenied())),
    path("api/v1/rule/", _raise(ValidationError({"price": ["Too low."]}))),
    path("api/v1/rule-without-field/", _raise(ValidationError("No."))),
    path("api/v1/hidden/", _raise(not_found())),
    path("api/v1/short/", _raise(conflict("out_of_stock", "Gone.", lines=[{"sku": "A"}], total="0"))),
    path("api/v1/much/", _raise(unprocessable("quantity_limit", "Ten at most."))),
    path("api/v1/later/", _raise(unavailable("payment_unavailable", "Later.", retry_after=30))),
    path("api/v1/wrong/", _raise(invalid(code="Unknown.", name=["Too long.", "Taken."]))),
    path("", include("site_config.urls")),
]


@pytest.fixture(autouse=True)
def _own_addresses(settings):
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def client():
    client = APIClient()
    client.raise_request_exception = False
    return client


def problem(response):
    assert response["Content-Type"] == PROBLEM
    body = json.loads(response.content)
    assert set(body) >= {"type", "title", "status", "code", "detail", "errors", "request_id"}
    assert body["status"] == response.status_code
    assert body["request_id"] == response["X-Request-ID"]
    return body


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("private", 401, "not_authenticated"),
        ("denied", 403, "permission_denied"),
        ("missing", 404, "not_found"),
        ("hidden", 404, "not_found"),
        ("nowhere/at/all", 404, "not_found"),
        ("rule", 400, "validation_error"),
        ("short", 409, "out_of_stock"),
        ("much", 422, "quantity_limit"),
        ("later", 503, "payment_unavailable"),
        ("broken", 500, "internal_server_error"),
        ("away", 503, "service_unavailable"),
    ],
)
def test_every_refusal_has_one_shape(client, address, status, code):
    response = client.get(f"/api/v1/{address}/")
    assert (response.status_code, problem(response)["code"]) == (status, code)
    assert b"secret" not in response.content
    assert b"10.1.2.3" not in response.content


def test_refusals_of_the_request_itself(client):
    def code(response):
        return response.status_code, problem(response)["code"]

    assert code(client.put("/api/v1/open/")) == (405, "method_not_allowed")
    assert client.put("/api/v1/open/")["Allow"] == "GET, POST, HEAD, OPTIONS"
    assert code(client.get("/api/v1/open/", headers={"Accept": "text/html"})) == (406, "not_acceptable")
    send = client.generic
    assert code(send("POST", "/api/v1/open/", b"a=1", "text/plain")) == (415, "unsupported_media_type")
    for body in (b"{", b"\xff", b'{"name": NaN}', b"[" * 100_000):
        assert code(send("POST", "/api/v1/open/", body, "application/json")) == (400, "parse_error")
    assert code(send("POST", "/api/v1/open/", b"[]", "application/json")) == (400, "validation_error")


def test_a_body_that_is_too_large_is_not_read(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 20
    body = json.dumps({"name": "x" * 20}).encode()
    response = client.generic("POST", "/api/v1/open/", body, "application/json")
    assert (response.status_code, problem(response)["code"]) == (413, "request_entity_too_large")


def test_fields_are_named_with_the_way_to_them(client):
    response = client.post("/api/v1/open/", {"name": "too long", "lines": [{"price": "1"}, {"price": 2}]})
    assert problem(response)["errors"] == {
        "name": ["Ensure this field has no more than 5 characters."],
        "lines.1.price": ['An amount is a text like "12000".'],
    }
    assert problem(client.get("/api/v1/rule/"))["errors"] == {"price": ["Too low."]}
    assert problem(client.get("/api/v1/rule-without-field/"))["errors"] == {"non_field_errors": ["No."]}
    assert problem(client.get("/api/v1/wrong/"))["errors"] == {
        "code": ["Unknown."],
        "name": ["Too long.", "Taken."],
    }


def test_what_a_program_needs_to_go_on_stands_beside(client):
    body = problem(client.get("/api/v1/short/"))
    assert (body["lines"], body["total"], body["detail"]) == ([{"sku": "A"}], "0", "Gone.")
    assert client.get("/api/v1/later/")["Retry-After"] == "30"


def test_whoever_is_nobody_is_asked_for_a_token(client):
    assert client.get("/api/v1/private/")["WWW-Authenticate"] == "Bearer"
    refused = client.get("/api/v1/open/", headers={"Authorization": "Bearer nobody"})
    assert (refused.status_code, problem(refused)["code"]) == (401, "authentication_failed")
    assert refused["WWW-Authenticate"] == "Bearer"
    for header in ("Bearer", "Bearer ", "Basic YTpi", "Bearer ä", "Bearer " + "x" * 300, "x"):
        assert client.get("/api/v1/open/", headers={"Authorization": header}).status_code == 401


def test_a_token_may_what_it_was_given_for(client):
    user = UserFactory()
    reads = {"Authorization": f"Bearer {user.username}:orders:read"}
    writes = {"Authorization": f"bearer {user.username}:orders:write"}
    assert client.get("/api/v1/private/", headers=reads).json() == {"user": user.username}
    assert client.head("/api/v1/private/", headers=reads).status_code == 200
    assert client.post("/api/v1/private/", {"name": "a"}, headers=reads).status_code == 403
    assert client.post("/api/v1/private/", {"name": "a"}, headers=writes).status_code == 200
    assert client.get("/api/v1/private/", headers=writes).status_code == 403
    assert client.get("/api/v1/without-scope/", headers=reads).status_code == 403


def test_a_token_of_somebody_who_was_shut_out_is_no_token(client):
    user = UserFactory(is_active=False)
    assert (
        client.get(
            "/api/v1/open/", headers={"Authorization": f"Bearer {user.username}:orders:read"}
        ).status_code
        == 401
    )


def test_permissions_of_the_user_bind_sessions_and_tokens(client):
    user = UserFactory()
    owner = UserFactory(is_superuser=True)
    assert client.post("/api/v1/guarded/", {"name": "a"}).status_code == 401
    token = {"Authorization": f"Bearer {user.username}:orders:write"}
    assert client.post("/api/v1/guarded/", {"name": "a"}, headers=token).status_code == 403
    client.force_login(user)
    assert client.post("/api/v1/guarded/", {"name": "a"}).status_code == 403
    client.force_login(owner)
    assert client.post("/api/v1/guarded/", {"name": "a"}).status_code == 200
    assert APIClient().get("/api/v1/guarded/").status_code == 200


def test_a_browser_proves_that_it_meant_it():
    browser = APIClient(enforce_csrf_checks=True)
    browser.force_login(UserFactory())
    refused = browser.post("/api/v1/private/", {"name": "a"})
    assert (refused.status_code, problem(refused)["code"]) == (403, "csrf_failed")
    token = browser.get("/cart/summary/").json()["csrf_token"]
    assert browser.post("/api/v1/private/", {"name": "a"}, headers={"X-CSRFToken": token}).status_code == 200
    assert browser.get("/api/v1/private/").status_code == 200


def test_a_guest_with_a_session_proves_it_too_and_without_one_has_nothing_to_prove():
    guest = APIClient(enforce_csrf_checks=True)
    assert guest.post("/api/v1/open/", {"name": "a"}).status_code == 200
    session = guest.session
    session["cart"] = 1
    session.save()
    assert guest.post("/api/v1/open/", {"name": "a"}).status_code == 403


def test_attempts_are_counted_where_a_view_names_a_group(client, settings):
    settings.RATE_LIMITS = {"coupon": (2, 60)}
    cache.clear()
    answers = [client.post("/api/v1/often/", {"name": "a"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert problem(answers[2])["code"] == "throttled"
    assert 1 <= int(answers[2]["Retry-After"]) <= 60
    assert client.get("/api/v1/often/").status_code == 200
    settings.RATE_LIMITS = {"coupon": None}
    assert client.post("/api/v1/often/", {"name": "a"}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "given"),
    [("", 20), ("?page_size=1000", 100), ("?page_size=3", 3), ("?page_size=" + "9" * 5000, 100)],
)
def test_pages_have_their_size(client, asked, given):
    UserFactory.create_batch(101)
    body = client.get(f"/api/v1/pages/{asked}").json()
    assert (set(body), body["count"], len(body["results"])) == (
        {"count", "next", "previous", "results"},
        101,
        given,
    )


@pytest.mark.parametrize("size", ["0", "00", "-1", "x", "", "²", "1.5"])
def test_a_page_size_that_is_none(client, size):
    response = client.get("/api/v1/pages/", {"page_size": size})
    assert (response.status_code, list(problem(response)["errors"])) == (400, ["page_size"])


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "", "last", "9" * 40])
def test_a_page_that_is_not_there(client, page):
    assert client.get(f"/api/v1/pages/?page={page}").status_code == 404


def test_a_cursor_repeats_nothing_and_misses_nothing(client, django_assert_num_queries):
    UserFactory.create_batch(120)
    wanted = list(User.objects.order_by("-pk").values_list("username", flat=True))
    with django_assert_num_queries(1) as queries:
        body = client.get("/api/v1/cursors/").json()
    assert "COUNT(" not in queries[0]["sql"].upper()
    assert set(body) == {"next", "previous", "results"}
    seen = [row["username"] for row in body["results"]]
    assert len(seen) == 50
    while body["next"]:
        UserFactory()
        body = client.get(body["next"]).json()
        seen += [row["username"] for row in body["results"]]
    assert seen == wanted


@pytest.mark.parametrize(
    "cursor", ["x", "cD1hYmM=", "cD0lMDA=", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "%FF"]
)
def test_a_cursor_that_nobody_gave(client, cursor):
    assert client.get(f"/api/v1/cursors/?cursor={cursor}").status_code == 404


@pytest.mark.parametrize(("currency", "written"), [("KRW", "12000"), ("USD", "12000.50")])
def test_amounts_are_texts_with_the_places_of_the_currency(settings, currency, written):
    settings.SHOP_CURRENCY = currency
    amount = Decimal("12000.50") if currency == "USD" else Decimal("12000.00")
    assert MoneyField().to_representation(amount) == written


@pytest.mark.parametrize("text", [12, "-1", "1e3", "1.234", "", " 1", "١٢", "NaN", True, None, "1" * 11])
def test_what_is_no_amount(text):
    with pytest.raises(serializers.ValidationError):
        MoneyField().to_internal_value(text)


def test_times_are_written_in_utc():
    with timezone.override(datetime.timezone(datetime.timedelta(hours=9))):
        moment = datetime.datetime(2026, 5, 1, 9, 0, tzinfo=datetime.UTC)
        assert MomentField().to_representation(moment) == "2026-05-01T09:00:00Z"


ELSEWHERE = "https://shop.example"


def test_a_listed_origin_may_call_with_cookies(client, settings):
    settings.CORS_ALLOWED_ORIGINS = [ELSEWHERE]
    response = client.get("/api/v1/open/", headers={"Origin": ELSEWHERE})
    assert response["Access-Control-Allow-Origin"] == ELSEWHERE
    assert response["Access-Control-Allow-Credentials"] == "true"
    assert "Origin" in response["Vary"]
    asks = {"Origin": ELSEWHERE, "Access-Control-Request-Method": "POST"}
    first = client.options("/api/v1/private/", headers=asks)
    assert first.status_code == 204
    assert "idempotency-key" in first["Access-Control-Allow-Headers"]
    assert "PATCH" in first["Access-Control-Allow-Methods"]


def test_any_other_origin_gets_no_header(client, settings):
    settings.CORS_ALLOWED_ORIGINS = [ELSEWHERE]
    for origin in ("https://evil.example", f"{ELSEWHERE}.evil.example", "null", ""):
        asks = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        for response in (
            client.get("/api/v1/open/", headers=asks),
            client.options("/api/v1/open/", headers=asks),
        ):
            assert not any(name.startswith("Access-Control") for name in response.headers)
    assert "Access-Control-Allow-Origin" not in client.get("/livez", headers={"Origin": ELSEWHERE})


def test_a_failed_answer_to_a_listed_origin_can_be_read_there(client, settings):
    settings.CORS_ALLOWED_ORIGINS = [ELSEWHERE]
    response = client.get("/api/v1/broken/", headers={"Origin": ELSEWHERE})
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (500, ELSEWHERE)

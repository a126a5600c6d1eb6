"""The cart through the API, with an account and without."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.api_tokens import issue_token
from checkout.cart import Shopper, add_to_cart, find_cart
from checkout.models import Cart, CartLine
from checkout.views.shopper import CART_COOKIE
from products.models import Variant
from tests.factories.accounts import UserFactory
from tests.factories.checkout import standard_shipping
from tests.factories.museum import museum
from tests.factories.products import stocked_variant

pytestmark = pytest.mark.django_db
CART = "/api/v1/cart/"
ITEMS = "/api/v1/cart/items/"
SELECTION = "/api/v1/cart/selection/"
NOTHING = {
    "id": None,
    "version": 0,
    "items": [],
    "subtotal": "0",
    "discount_total": "0",
    "shipping_total": "0",
    "tax_total": "0",
    "total": "0",
    "currency": "KRW",
    "warnings": [],
}


@pytest.fixture
def reader():
    standard_shipping()
    return UserFactory(username="reader")


@pytest.fixture
def api(reader):
    client = APIClient()
    client.force_login(reader)
    return client


@pytest.fixture
def soap():
    return stocked_variant(sku="SOAP", pieces=10, price=12000)


def put(reader, variant, quantity=2) -> CartLine:
    return add_to_cart(shopper=Shopper(user=reader), sku=variant.sku, quantity=quantity, now=timezone.now())


def problem(response):
    return response.status_code, response.json()["code"], response.json()["errors"]


class TestReading:
    def test_reading_makes_no_cart(self, api):
        assert api.get(CART).json() == NOTHING
        assert not Cart.objects.exists()

    def test_the_whole_answer(self, api, reader, soap):
        line = put(reader, soap)
        response = api.get(CART)
        assert response.json() == {
            "id": line.cart_id,
            "version": 1,
            "items": [
                {
                    "id": line.pk,
                    "sku": "SOAP",
                    "name": soap.product.name,
                    "quantity": 2,
                    "selected": True,
                    "unit_price": "12000",
                    "line_total": "24000",
                    "available": 10,
                    "price_changed_from": None,
                    "story": None,
                }
            ],
            "subtotal": "24000",
            "discount_total": "0",
            "shipping_total": "3000",
            "tax_total": "2455",
            "total": "27000",
            "currency": "KRW",
            "warnings": [],
        }
        assert response["Cache-Control"] == "private, no-store"

    def test_warnings(self, api, reader, soap):
        gone, short = stocked_variant(sku="GONE"), stocked_variant(sku="SHORT", pieces=5)
        dearer, lost, few = put(reader, soap), put(reader, gone), put(reader, short, 5)
        Variant.objects.filter(pk=soap.pk).update(price=13000)
        Variant.objects.filter(pk=gone.pk).update(is_offered=False)
        short.stock.__class__.objects.filter(pk=short.pk).update(reserved=2)
        body = api.get(CART).json()
        assert [(item["price_changed_from"], item["available"]) for item in body["items"]] == [
            ("12000", 10),
            (None, 0),
            (None, 3),
        ]
        assert body["subtotal"] == "26000"
        assert body["warnings"] == [
            {
                "code": "price_changed",
                "item": dearer.pk,
                "detail": f"{soap.product.name}: the price was 12000 and is 13000 now.",
            },
            {"code": "unavailable", "item": lost.pk, "detail": f"{gone.product.name} is no longer on sale."},
            {
                "code": "out_of_stock",
                "item": few.pk,
                "detail": f"{short.product.name}: only 3 left in stock.",
            },
        ]

    def test_queries_do_not_grow(self, api, reader, soap, django_assert_max_num_queries):
        put(reader, soap)
        api.get(CART)
        with CaptureQueriesContext(connection) as one:
            api.get(CART)
        for _ in range(2):
            put(reader, stocked_variant())
        with django_assert_max_num_queries(len(one)):
            assert len(api.get(CART).json()["items"]) == 3


class TestAdding:
    def test_pieces_are_added_to_what_is_there(self, api, soap):
        first = api.post(ITEMS, {"sku": "SOAP", "quantity": 2})
        second = api.post(ITEMS, {"sku": "SOAP", "quantity": 3})
        assert (first.status_code, second.status_code) == (201, 201)
        assert [item["quantity"] for item in second.json()["items"]] == [5]
        assert [first.json()["version"], second.json()["version"]] == [1, 2]
        assert CART_COOKIE not in second.cookies

    def test_the_story_is_kept_when_it_is_on_show(self, api, soap):
        story = museum().problems.pk
        body = api.post(ITEMS, {"sku": "SOAP", "quantity": 1, "story": story}).json()
        assert body["items"][0]["story"] == story
        other = stocked_variant(sku="OTHER")
        body = api.post(ITEMS, {"sku": other.sku, "quantity": 1, "story": 2**31 - 1}).json()
        assert body["items"][1]["story"] is None

    def test_refusals(self, api, soap):
        plenty = stocked_variant(sku="PLENTY", pieces=200)
        short = api.post(ITEMS, {"sku": "SOAP", "quantity": 11})
        assert (problem(short), short.json()["available"]) == ((409, "out_of_stock", {}), 10)
        assert problem(api.post(ITEMS, {"sku": plenty.sku, "quantity": 100})) == (422, "quantity_limit", {})
        assert problem(api.post(ITEMS, {"sku": "NOPE", "quantity": 1})) == (404, "not_found", {})
        assert not CartLine.objects.exists()

    @pytest.mark.parametrize("quantity", [0, -1, 1.5, "2", "２", True, None, 2**31, [], {}])
    def test_quantities_that_are_none(self, api, soap, quantity):
        status, code, errors = problem(api.post(ITEMS, {"sku": "SOAP", "quantity": quantity}))
        assert (status, code, list(errors)) == (400, "validation_error", ["quantity"])

    @pytest.mark.parametrize("body", [[], "SOAP", 1, None])
    def test_bodies_that_are_none(self, api, body):
        assert api.post(ITEMS, body).status_code == 400


class TestChanging:
    def test_the_same_twice_is_the_same(self, api, reader, soap):
        line = put(reader, soap)
        for _ in range(2):
            body = api.patch(f"{ITEMS}{line.pk}/", {"quantity": 7, "selected": False}).json()
            assert (body["items"][0]["quantity"], body["items"][0]["selected"]) == (7, False)
            assert body["total"] == "0"

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"selected": "yes"}, "selected"),
            ({"selected": 1}, "selected"),
            ({"selected": None}, "selected"),
            ({"quantity": 0}, "quantity"),
            ({}, "non_field_errors"),
        ],
    )
    def test_changes_that_are_none(self, api, reader, soap, change, field):
        line = put(reader, soap)
        status, code, errors = problem(api.patch(f"{ITEMS}{line.pk}/", change))
        assert (status, code, list(errors)) == (400, "validation_error", [field])

    def test_refusals(self, api, reader, soap):
        line = put(reader, soap)
        plenty = put(reader, stocked_variant(pieces=200))
        path = f"{ITEMS}{line.pk}/"
        assert problem(api.patch(path, {"quantity": 11})) == (409, "out_of_stock", {})
        assert problem(api.patch(f"{ITEMS}{plenty.pk}/", {"quantity": 100})) == (422, "quantity_limit", {})
        for strange in (put(UserFactory(), soap).pk, 10**30):
            assert problem(api.patch(f"{ITEMS}{strange}/", {"quantity": 1})) == (404, "not_found", {})

    def test_without_a_cart_there_is_nothing_to_change(self, api):
        assert problem(api.patch(f"{ITEMS}1/", {"quantity": 1})) == (404, "not_found", {})

    def test_deleting_twice_is_no_error(self, api, reader, soap):
        line, theirs = put(reader, soap), put(UserFactory(), soap)
        for pk in (line.pk, line.pk, theirs.pk, 10**30):
            assert api.delete(f"{ITEMS}{pk}/").status_code == 204
        assert list(CartLine.objects.all()) == [theirs]

    def test_all_or_none(self, api, reader, soap):
        put(reader, soap)
        put(reader, stocked_variant())
        assert api.put(SELECTION, {"selected": False}).json()["total"] == "0"
        assert [item["selected"] for item in api.put(SELECTION, {"selected": True}).json()["items"]] == [
            True,
            True,
        ]
        assert problem(api.put(SELECTION, {"selected": "true"}))[0] == 400

    def test_nothing_to_select_is_no_error(self, api):
        assert api.put(SELECTION, {"selected": True}).json() == NOTHING


class TestWithoutAnAccount:
    def test_the_cookie_opens_the_cart_of_the_pages(self, soap):
        client = APIClient()
        client.post(ITEMS, {"sku": "SOAP", "quantity": 1})
        cookie = client.cookies[CART_COOKIE]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
        client.post("/cart/add/", {"sku": "SOAP", "quantity": 2}, format="multipart")
        assert [item["quantity"] for item in client.get(CART).json()["items"]] == [3]
        assert APIClient().get(CART).json() == NOTHING

    def test_a_forged_cookie_opens_nothing(self, soap):
        client = APIClient()
        client.cookies[CART_COOKIE] = "0b0e4a0e-0000-4000-8000-000000000000:forged"
        assert client.get(CART).json() == NOTHING

    def test_an_answer_brings_what_proves_the_next_change(self, soap):
        client = APIClient(enforce_csrf_checks=True)
        added = client.post(ITEMS, {"sku": "SOAP", "quantity": 1})
        assert added.status_code == 201
        token = client.cookies["csrftoken"].value
        path = f"{ITEMS}{added.json()['items'][0]['id']}/"
        assert problem(client.patch(path, {"quantity": 2})) == (403, "csrf_failed", {})
        assert client.patch(path, {"quantity": 2}, headers={"X-CSRFToken": token}).status_code == 200

    @pytest.mark.parametrize(
        ("origin", "status"),
        [("http://testserver", 200), ("https://evil.example", 403), ("null", 403), ("", 403)],
    )
    def test_the_browsers_word_proves_it_too(self, soap, origin, status):
        client = APIClient(enforce_csrf_checks=True)
        client.post(ITEMS, {"sku": "SOAP", "quantity": 1})
        response = client.put(SELECTION, {"selected": False}, headers={"Origin": origin})
        assert response.status_code == status

    @pytest.mark.parametrize(
        ("method", "path"),
        [("post", ITEMS), ("patch", f"{ITEMS}1/"), ("delete", f"{ITEMS}1/"), ("put", SELECTION)],
    )
    def test_no_other_site_changes_a_cart(self, soap, method, path):
        client = APIClient(enforce_csrf_checks=True)
        client.post(ITEMS, {"sku": "SOAP", "quantity": 1})
        client.cookies.pop("csrftoken")
        answer = getattr(client, method)(path, {}, headers={"Origin": "https://evil.example"})
        assert problem(answer) == (403, "csrf_failed", {})
        assert CartLine.objects.get().quantity == 1

    def test_an_account_is_not_spared_by_its_origin(self, reader, soap):
        client = APIClient(enforce_csrf_checks=True)
        client.force_login(reader)
        headers = {"Origin": "http://testserver"}
        assert problem(client.put(SELECTION, {"selected": True}, headers=headers)) == (403, "csrf_failed", {})


@pytest.mark.parametrize(
    ("method", "path", "body", "scope", "status"),
    [
        ("get", CART, None, "cart:read", 200),
        ("post", ITEMS, {"sku": "SOAP", "quantity": 1}, "cart:write", 201),
        ("patch", f"{ITEMS}{{}}/", {"quantity": 1}, "cart:write", 200),
        ("put", SELECTION, {"selected": False}, "cart:write", 200),
        ("delete", f"{ITEMS}{{}}/", None, "cart:write", 204),
    ],
)
def test_tokens_open_the_cart_of_their_holder(reader, soap, method, path, body, scope, status):
    path = path.format(put(reader, soap).pk)

    def ask(scopes):
        _token, text = issue_token(user=reader, name="Till", scopes=scopes, now=timezone.now())
        client = APIClient(enforce_csrf_checks=True)
        return getattr(client, method)(path, body, headers={"Authorization": f"Bearer {text}"}).status_code

    other = "cart:read" if scope == "cart:write" else "cart:write"
    assert (ask([other]), ask([scope])) == (403, status)
    assert find_cart(shopper=Shopper(user=reader)) is not None

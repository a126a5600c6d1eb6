"""Orders through the API, as a program or a phone would place them."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.signing import get_cookie_signer
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.address_book import add_address
from checkout.captures import mark_paid
from checkout.cart import Shopper, add_to_cart, open_cart
from checkout.models import IdempotencyKey, Order
from checkout.order_life import mark_delivered, ship_order
from checkout.sandbox_server.faults import Faults
from checkout.views.shopper import CART_COOKIE, CART_SALT, ORDERS_COOKIE, ORDERS_SALT
from tests.factories.accounts import UserFactory
from tests.factories.checkout import placed_order, standard_shipping
from tests.factories.products import counters, stocked_variant

pytestmark = pytest.mark.django_db
ORDERS = "/api/v1/orders/"
ADDRESS = {
    "full_name": "Kim Ha-neul",
    "phone": "010-1234-5678",
    "address_line1": "Teheran-ro 1",
    "city": "Seoul",
    "postcode": "06236",
    "country": "KR",
}


@pytest.fixture
def reader():
    return UserFactory(username="reader")


@pytest.fixture
def client(reader):
    client = APIClient()
    client.force_authenticate(reader)
    return client


def body(**changes) -> dict:
    return {
        "email": "haneul@example.org",
        "shipping_address": ADDRESS,
        "shipping_method": "standard",
        "payment_method": "cash_on_delivery",
        "expected_total": "27000",
        **changes,
    }


def fill(shopper: Shopper, *, pieces: int = 10, quantity: int = 2):
    standard_shipping()
    variant = stocked_variant(pieces=pieces, price=12000)
    add_to_cart(shopper=shopper, sku=variant.sku, quantity=quantity, now=timezone.now())
    return variant


def send(client, sent: dict, key: str = "", path: str = ORDERS, **headers):
    return client.post(path, sent, headers={"Idempotency-Key": key or uuid.uuid4().hex, **headers})


def test_an_order_is_placed_and_can_be_read(client, reader):
    variant = fill(Shopper(user=reader))
    response = send(client, body())
    order = Order.objects.get()
    assert (response.status_code, response["Location"]) == (201, f"/api/v1/orders/{order.number}/")
    answer = response.json()
    line = answer["lines"][0]
    assert (line["sku"], line["quantity"], line["unit_price"], line["line_total"]) == (
        variant.sku,
        2,
        "12000",
        "24000",
    )
    assert {name: answer[name] for name in ("status", "subtotal", "shipping_total", "total", "currency")} == {
        "status": "confirmed",
        "subtotal": "24000",
        "shipping_total": "3000",
        "total": "27000",
        "currency": "KRW",
    }
    assert (answer["payment"]["status"], answer["payment"]["redirect_url"]) == ("pending", None)
    assert answer["access_token"] is None
    assert counters(variant) == (10, 2)
    assert client.get(response["Location"]).json()["number"] == order.number
    assert [row["number"] for row in client.get(ORDERS).json()["results"]] == [order.number]


def test_a_guest_orders_by_the_cart_of_the_cookie_and_opens_it_by_token():
    cart = open_cart(shopper=Shopper(token=uuid.uuid4()))
    fill(Shopper(token=cart.token))
    client = APIClient()
    client.cookies[CART_COOKIE] = get_cookie_signer(salt=CART_COOKIE + CART_SALT).sign(str(cart.token))
    response = send(client, body())
    assert response.status_code == 201
    token = response.json()["access_token"]
    assert token == Order.objects.get().access_token
    stranger = APIClient()
    assert stranger.get(response["Location"]).status_code == 404
    assert stranger.get(response["Location"], headers={"Order-Token": token}).status_code == 200


class TestKeys:
    def test_the_same_key_gives_the_same_bytes(self, client, reader):
        fill(Shopper(user=reader))
        first, again = (send(client, body(), key="once") for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.content == again.content
        assert (first["Location"], first.headers.get("Idempotent-Replayed")) == (again["Location"], None)
        assert again["Idempotent-Replayed"] == "true"
        assert Order.objects.count() == 1

    def test_another_body_is_refused(self, client, reader):
        fill(Shopper(user=reader))
        send(client, body(), key="once")
        response = send(client, body(email="other@example.org"), key="once")
        assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_mismatch")

    @pytest.mark.parametrize("key", [None, "", "x" * 256])
    def test_a_key_of_1_to_255_characters_is_demanded(self, client, key):
        headers = {} if key is None else {"Idempotency-Key": key}
        response = client.post(ORDERS, body(), headers=headers)
        assert (response.status_code, response.json()["code"]) == (400, "idempotency_key_required")

    def test_a_key_of_255_characters_is_kept(self, client, reader):
        fill(Shopper(user=reader))
        assert send(client, body(), key="x" * 255).status_code == 201

    def test_a_key_is_its_owners_alone(self, client, reader):
        fill(Shopper(user=reader))
        send(client, body(), key="once")
        other = UserFactory()
        fill(Shopper(user=other))
        client.force_authenticate(other)
        assert send(client, body(), key="once").status_code == 201
        assert Order.objects.count() == 2

    def test_what_may_be_otherwise_in_a_moment_is_not_kept(self, client, reader):
        response = send(client, body(), key="once")
        assert (response.status_code, response.json()["code"]) == (409, "cart_empty")
        fill(Shopper(user=reader))
        assert send(client, body(), key="once").status_code == 201

    def test_a_wrong_body_gets_the_same_answer_again(self, client):
        first, again = (send(client, body(email="nobody"), key="once") for _ in range(2))
        assert (first.status_code, first.json()["errors"]) == (
            400,
            {"email": ["Enter a valid email address."]},
        )
        assert first.content == again.content

    def test_a_key_that_somebody_works_on_is_in_use_until_its_lease_ends(self, client, reader):
        fill(Shopper(user=reader))
        send(client, body(), key="once")
        now = timezone.now()
        rows = IdempotencyKey.objects.all()
        rows.update(answer_status=None, state="in_progress", lease_until=now + timedelta(seconds=30))
        busy = send(client, body(), key="once")
        assert (busy.status_code, busy.json()["code"]) == (409, "idempotency_key_in_use")
        assert 1 <= int(busy["Retry-After"]) <= 30
        rows.update(lease_until=now)
        taken_over = send(client, body(), key="once")
        assert (taken_over.status_code, Order.objects.count()) == (201, 1)
        assert taken_over.json()["number"] == Order.objects.get().number

    def test_after_a_day_a_key_is_free(self, client, reader):
        fill(Shopper(user=reader))
        send(client, body(), key="once")
        IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
        assert send(client, body(), key="once").json()["code"] == "cart_empty"


def test_a_stranger_with_the_same_key_gets_nothing_of_a_guests_answer():
    order = placed_order()
    guest = APIClient()
    guest.cookies[ORDERS_COOKIE] = get_cookie_signer(salt=ORDERS_COOKIE + ORDERS_SALT).sign(order.number)
    path = f"{ORDERS}{order.number}/cancel/"
    origin = {"origin": "http://testserver"}
    assert send(guest, {}, key="1", path=path, **origin).status_code == 200
    assert send(APIClient(), {}, key="1", path=path).status_code == 404


def test_a_number_longer_than_any_is_not_there(client):
    assert send(client, {}, path=f"{ORDERS}{'9' * 300}/cancel/").status_code == 404


class TestRefusals:
    def test_short_stock_names_the_line_and_the_new_total(self, client, reader):
        variant = fill(Shopper(user=reader), pieces=2)
        other = UserFactory()
        add_to_cart(shopper=Shopper(user=other), sku=variant.sku, quantity=1, now=timezone.now())
        client.force_authenticate(other)
        assert send(client, body(expected_total="15000")).status_code == 201
        client.force_authenticate(reader)
        response = send(client, body())
        problem = response.json()
        assert (response.status_code, problem["code"], problem["total"]) == (409, "out_of_stock", "0")
        assert problem["lines"] == [
            {
                "id": open_cart(shopper=Shopper(user=reader)).lines.get().pk,
                "sku": variant.sku,
                "name": variant.product.name,
                "quantity": 2,
                "available": 1,
                "unit_price": "12000",
            }
        ]
        assert response["Content-Type"] == "application/problem+json"

    def test_another_total_than_expected(self, client, reader):
        fill(Shopper(user=reader))
        response = send(client, body(expected_total="26999"))
        problem = response.json()
        assert (response.status_code, problem["code"], problem["total"]) == (409, "price_changed", "27000")

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"payment_method": "foo"}, "payment_method"),
            ({"shipping_method": "pigeon"}, "shipping_method"),
            ({"email": "a@b"}, "email"),
            ({"expected_total": 27000}, "expected_total"),
            ({"shipping_address": {**ADDRESS, "postcode": "1234"}}, "shipping_address.postcode"),
            ({"shipping_address": {**ADDRESS, "phone": "abc"}}, "shipping_address.phone"),
            ({"shipping_address": {**ADDRESS, "full_name": "x" * 101}}, "shipping_address.full_name"),
            ({"shipping_address": {**ADDRESS, "country": "XX"}}, "shipping_address.country"),
            ({"shipping_address": None}, "shipping_address"),
        ],
    )
    def test_a_wrong_field_is_named(self, client, reader, change, field):
        fill(Shopper(user=reader))
        response = send(client, body(**change))
        assert (response.status_code, list(response.json()["errors"])) == (400, [field])
        assert Order.objects.count() == 0

    def test_lists_are_for_those_who_are_known(self):
        assert APIClient().get(ORDERS).status_code == 401

    def test_the_orders_of_others_are_not_there(self, client):
        order = placed_order(user=UserFactory())
        for path in ("", "events/", "cancel/", "pay/", "returns/"):
            address = f"{ORDERS}{order.number}/{path}"
            response = send(client, {}, path=address) if path[:-1] in {"cancel", "pay", "returns"} else None
            assert (response or client.get(address)).status_code == 404


def test_an_address_of_the_book_is_enough(client, reader):
    fill(Shopper(user=reader))
    kept = add_address(user=reader, details={**ADDRESS, "title": "Home"})
    wish = {name: value for name, value in body().items() if name != "shipping_address"}
    other = add_address(user=UserFactory(), details={**ADDRESS, "title": "Home"})
    refused = send(client, {**wish, "address_id": other.pk})
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["address_id"])
    answer = send(client, {**wish, "address_id": kept.pk})
    assert (answer.status_code, answer.json()["shipping_address"]["phone"]) == (201, "+821012345678")


class TestPaying:
    def test_an_online_payment_says_where_to_go_on(self, client, reader, sandbox):
        fill(Shopper(user=reader))
        response = send(client, body(payment_method="sandbox"))
        payment = response.json()["payment"]
        [intent] = sandbox.intents
        assert (response.status_code, payment["status"]) == (201, "pending")
        assert payment["redirect_url"] == f"{sandbox.url}/pay/{intent.id}"

    def test_a_provider_that_is_away_keeps_the_order_for_the_same_key(self, client, reader, sandbox):
        fill(Shopper(user=reader))
        sandbox.faults = Faults(unavailable=True)
        response = send(client, body(payment_method="sandbox"), key="once")
        assert (response.status_code, response.json()["code"]) == (503, "payment_unavailable")
        assert int(response["Retry-After"]) == 10
        assert response.json()["number"] == Order.objects.get().number
        sandbox.faults = Faults()
        again = send(client, body(payment_method="sandbox"), key="once")
        assert (again.status_code, len(sandbox.intents), Order.objects.count()) == (201, 1, 1)

    def test_another_way_to_pay(self, client, reader, sandbox):
        order = placed_order(user=reader, payment_method="bank_transfer", now=timezone.now())
        path = f"{ORDERS}{order.number}/pay/"
        assert send(client, {"payment_method": "cash_on_delivery"}, path=path).status_code == 409
        assert send(client, {"payment_method": "shells"}, path=path).status_code == 400
        response = send(client, {"payment_method": "sandbox"}, path=path)
        assert response.json()["payment"]["redirect_url"] == f"{sandbox.url}/pay/{sandbox.intents[0].id}"
        mark_paid(payment=order.last_attempt, reason="", now=timezone.now())
        assert send(client, {"payment_method": "sandbox"}, path=path).json()["code"] == "invalid_state"


def test_cancelling_once_and_not_again(client, reader):
    order = placed_order(user=reader)
    path = f"{ORDERS}{order.number}/cancel/"
    first, again = (client.post(path, headers={"Idempotency-Key": "once"}) for _ in range(2))
    assert (first.status_code, first.json()["status"]) == (200, "cancelled")
    assert first.content == again.content
    refused = send(client, {}, path=path)
    assert (refused.status_code, refused.json()["code"]) == (409, "invalid_state")


def test_sending_back_within_the_time_for_it(client, reader):
    order = placed_order(user=reader, quantity=2)
    path = f"{ORDERS}{order.number}/returns/"
    wish = {"lines": [{"line_no": 1, "quantity": 1, "reason": "damaged", "note": "a crack"}]}
    assert send(client, wish, path=path).json()["code"] == "invalid_state"
    ship_order(order=order, carrier="", tracking_number="", actor=None, now=timezone.now())
    mark_delivered(order=order, actor=None, now=timezone.now())
    response = send(client, wish, path=path)
    assert response.status_code == 201
    assert response.json()["lines"] == [{"line_no": 1, "quantity": 1, "reason": "damaged", "note": "a crack"}]
    too_many = {"lines": [{"line_no": 1, "quantity": 2, "reason": "damaged"}]}
    assert send(client, too_many, path=path).status_code == 409
    Order.objects.update(delivered_at=timezone.now() - timedelta(days=9))
    late = {"lines": [{"line_no": 1, "quantity": 1, "reason": "damaged"}]}
    assert send(client, late, path=path).json()["detail"].startswith("The time to send goods back ended")


def test_events_come_last_first_in_portions_without_a_count(client, reader):
    order = placed_order(user=reader)
    send(client, {}, path=f"{ORDERS}{order.number}/cancel/")
    page = client.get(f"{ORDERS}{order.number}/events/").json()
    assert [(row["from_status"], row["to_status"]) for row in page["results"]] == [
        ("confirmed", "cancelled"),
        ("", "confirmed"),
    ]
    assert sorted(page) == ["next", "previous", "results"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_asks_the_same_number_of_questions(client, reader, count, django_assert_num_queries):
    for _ in range(count):
        placed_order(user=reader)
    with django_assert_num_queries(5):
        assert len(client.get(ORDERS).json()["results"]) == count
    assert Decimal(client.get(ORDERS).json()["results"][0]["total"]) == 15000

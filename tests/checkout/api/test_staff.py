"""What staff's programs may do, and who may not."""

import uuid

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.roles import give_role
from checkout.captures import mark_paid
from checkout.models import IdempotencyKey, Order
from products.models import StockRecord
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory
from tests.factories.checkout import placed_order
from tests.factories.museum import museum
from tests.factories.products import counters, stocked_variant

pytestmark = pytest.mark.django_db
MOVES = "/api/v1/staff/stock-movements/"


def client_of(role: str) -> APIClient:
    museum()
    client = APIClient()
    if role != "anonymous":
        user = UserFactory(username=role)
        if role != "shopper":
            give_role(user=user, role=role)
        client.force_authenticate(type(user).objects.get(pk=user.pk))
    return client


@pytest.fixture
def operator():
    return client_of("operator")


def send(client, path: str, sent: dict, key: str = ""):
    return client.post(path, sent, headers={"Idempotency-Key": key or uuid.uuid4().hex})


def paid_order(**changes) -> Order:
    order = placed_order(payment_method="bank_transfer", quantity=3, **changes)
    return mark_paid(payment=order.last_attempt, reason="", now=timezone.now())


def ship(order: Order) -> str:
    return f"/api/v1/staff/orders/{order.number}/ship/"


def refund(order: Order) -> str:
    return f"/api/v1/staff/orders/{order.number}/refund/"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("anonymous", 401),
        ("shopper", 403),
        ("editor", 403),
        ("marketer", 403),
        ("operator", 201),
        ("owner", 201),
    ],
)
def test_only_those_who_handle_orders(role, status):
    client = client_of(role)
    variant, order = stocked_variant(pieces=5), paid_order()
    move = {"sku": variant.sku, "kind": "receive", "quantity": 2, "reason": "delivery"}
    statuses = [
        send(client, MOVES, move).status_code,
        send(client, refund(order), {"amount": "1000"}).status_code,
        client.post(ship(order), {"carrier": "CJ"}).status_code,
    ]
    assert statuses == [status, status, 200 if status == 201 else status]


class TestStock:
    def test_pieces_come_in_once_for_a_key(self, operator):
        variant = stocked_variant(pieces=5)
        move = {"sku": variant.sku, "kind": "receive", "quantity": 2, "reason": "delivery"}
        first, again = (send(operator, MOVES, move, key="once") for _ in range(2))
        answer = {"sku": variant.sku, "kind": "receive", "quantity": 2, "available": 7, "kept_given_up": 0}
        assert first.json() == answer
        assert first.content == again.content
        assert counters(variant) == (7, 0)

    def test_promised_pieces_cannot_be_written_off(self, operator):
        order = paid_order(pieces=4)
        sku = order.lines.get().sku
        move = {"sku": sku, "kind": "write_off", "quantity": 2, "reason": "broken"}
        response = send(operator, MOVES, move)
        assert (response.status_code, response.json()["code"]) == (409, "out_of_stock")
        assert send(operator, MOVES, {**move, "quantity": 1}).status_code == 201

    def test_what_was_kept_for_a_campaign_gives_way_and_is_counted(self, operator):
        variant = stocked_variant(pieces=5)
        CampaignFactory().products.add(variant.product, through_defaults={"kept_pieces": 4})
        move = {"sku": variant.sku, "kind": "write_off", "quantity": 3, "reason": "broken"}
        first, again = (send(operator, MOVES, move, key="once").json() for _ in range(2))
        assert (first["available"], first["kept_given_up"]) == (0, 2)
        assert first == again

    def test_only_what_was_sold_comes_back(self, operator):
        order = paid_order()
        sku = order.lines.get().sku
        move = {"sku": sku, "kind": "return", "quantity": 1, "reason": "sent back"}
        refused = send(operator, MOVES, move)
        assert (refused.status_code, refused.json()["code"]) == (409, "invalid_state")
        operator.post(ship(order), {"carrier": "CJ"})
        assert send(operator, MOVES, move).status_code == 201
        assert StockRecord.objects.get().returned == 1

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"sku": "NOPE"}, "sku"),
            ({"kind": "reserve"}, "kind"),
            ({"quantity": 0}, "quantity"),
            ({"reason": ""}, "reason"),
        ],
    )
    def test_a_wrong_field_is_named(self, operator, change, field):
        variant = stocked_variant()
        move = {"sku": variant.sku, "kind": "receive", "quantity": 2, "reason": "x", **change}
        response = send(operator, MOVES, move)
        assert (response.status_code, list(response.json()["errors"])) == (400, [field])


@pytest.mark.parametrize("what", ["stock", "refund"])
def test_a_booking_is_made_once_even_when_its_answer_was_never_kept(operator, what):
    order = paid_order()
    move = {"sku": order.lines.get().sku, "kind": "receive", "quantity": 2, "reason": "delivery"}
    path, sent = (MOVES, move) if what == "stock" else (refund(order), {"amount": "1000"})
    send(operator, path, sent, key="once")
    IdempotencyKey.objects.filter(order=None).delete()
    assert send(operator, path, sent, key="once").status_code == 201
    assert order.payments.refunds().count() == (what == "refund")
    assert counters(order.lines.get().variant) == (12 if what == "stock" else 10, 3)


class TestShipping:
    def test_in_two_parcels(self, operator):
        order = paid_order()
        first = operator.post(
            ship(order),
            {"carrier": "CJ Logistics", "tracking_number": "12 3", "lines": [{"line_no": 1, "quantity": 1}]},
        )
        assert (first.status_code, first.json()["status"]) == (200, "packed")
        assert first.json()["shipments"][0]["tracking_url"].endswith("wblNo=12%203")
        second = operator.post(ship(order), {"carrier": "CJ Logistics"})
        assert (second.json()["status"], len(second.json()["shipments"])) == ("shipped", 2)
        third = operator.post(ship(order), {"carrier": "CJ Logistics"})
        assert (third.status_code, third.json()["code"]) == (409, "invalid_state")

    def test_more_than_is_open_is_refused(self, operator):
        order = paid_order()
        response = operator.post(ship(order), {"carrier": "CJ", "lines": [{"line_no": 1, "quantity": 4}]})
        assert (response.status_code, response.json()["code"]) == (422, "quantity_limit")
        assert counters(order.lines.get().variant) == (10, 3)

    def test_an_unknown_order_is_not_there(self, operator):
        assert operator.post("/api/v1/staff/orders/NOPE/ship/", {"carrier": "CJ"}).status_code == 404


class TestRefunds:
    def test_by_line_with_its_share_of_the_shipping(self, operator):
        order = paid_order()
        response = send(operator, refund(order), {"lines": [{"line_no": 1, "quantity": 1}], "reason": "wish"})
        answer = response.json()
        assert (response.status_code, answer["amount"], answer["goods"], answer["shipping"]) == (
            201,
            "13000",
            "12000",
            "1000",
        )
        assert (answer["status"], answer["order_status"]) == ("pending", "partially_refunded")

    def test_once_for_a_key(self, operator):
        order = paid_order()
        first, again = (send(operator, refund(order), {"amount": "1000"}, key="once") for _ in range(2))
        assert first.content == again.content
        assert order.payments.refunds().count() == 1

    @pytest.mark.parametrize(
        ("wish", "status", "code"),
        [
            ({"amount": "39001"}, 422, "amount_limit"),
            ({"lines": [{"line_no": 1, "quantity": 4}]}, 422, "quantity_limit"),
            ({}, 400, "validation_error"),
            ({"amount": "1", "lines": [{"line_no": 1, "quantity": 1}]}, 400, "validation_error"),
            ({"amount": 1000}, 400, "validation_error"),
        ],
    )
    def test_refused(self, operator, wish, status, code):
        order = paid_order()
        response = send(operator, refund(order), wish)
        assert (response.status_code, response.json()["code"]) == (status, code)

    def test_no_more_than_the_role_may(self, operator, settings):
        settings.OPERATOR_REFUND_LIMIT = 5000
        response = send(operator, refund(paid_order()), {"amount": "5001"})
        assert (response.status_code, response.json()["code"]) == (403, "refund_limit")

    def test_an_order_without_money(self, operator):
        response = send(operator, refund(placed_order()), {"amount": "1"})
        assert (response.status_code, response.json()["code"]) == (409, "invalid_state")

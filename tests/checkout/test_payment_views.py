from datetime import timedelta

import pytest
from django.utils import timezone

from checkout.models import Order, Payment
from checkout.order_life import cancel_order
from checkout.sandbox_server.faults import Faults
from checkout.settlement import start_payment
from tests.factories.accounts import UserFactory
from tests.factories.checkout import placed_order

pytestmark = pytest.mark.django_db


def waiting_order(**changes) -> Order:
    """A guest's order that waits for its card payment since this moment."""
    return placed_order(payment_method="sandbox", now=timezone.now(), **changes)


def started(order: Order) -> Payment:
    return start_payment(payment=order.last_attempt, now=timezone.now())


def visit(client, order: Order):
    """The order's page, opened by the link in the mail; from now on this browser knows the order."""
    return client.get(f"{order.get_absolute_url()}?token={order.access_token}")


def come_back(client, order: Order):
    return client.get(f"/checkout/return/{order.number}/")


def headline(page) -> str:
    return page.content.decode().split("<h1>")[1].split("</h1>")[0]


def state(order: Order) -> tuple[str, list[str]]:
    order.refresh_from_db()
    return order.status, list(order.payments.order_by("pk").values_list("status", flat=True))


class TestComingBack:
    def test_nothing_is_said_before_the_provider_says_it(self, client, sandbox):
        order = waiting_order()
        started(order)
        visit(client, order)
        page = client.get(f"/checkout/return/{order.number}/?status=captured&paid=1")
        assert (page.status_code, page["Refresh"], headline(page)) == (
            200,
            "5",
            "We are confirming your payment",
        )
        assert state(order) == ("pending_payment", ["pending"])

    def test_what_the_provider_took_is_on_the_order(self, client, sandbox):
        order = waiting_order()
        sandbox.pay(started(order).provider_ref)
        visit(client, order)
        answer = come_back(client, order)
        assert (answer.status_code, answer["Location"]) == (303, order.get_absolute_url())
        assert state(order) == ("paid", ["captured"])
        assert headline(visit(client, order)) == "Thank you. It is yours."

    def test_a_failure_is_told_kindly_and_can_be_tried_again(self, client, sandbox):
        order = waiting_order()
        sandbox.fail(started(order).provider_ref)
        visit(client, order)
        assert come_back(client, order)["Location"] == order.get_absolute_url()
        page = visit(client, order)
        assert headline(page) == "The payment did not go through"
        assert [way.code for way in page.context["ways_to_pay"]] == ["sandbox", "bank_transfer"]
        again = client.post(f"{order.get_absolute_url()}pay/", {"payment_method": "sandbox"})
        assert (again.status_code, again["Location"]) == (303, order.last_attempt.redirect_url)
        sandbox.pay(order.last_attempt.provider_ref)
        come_back(client, order)
        assert state(order) == ("paid", ["failed", "captured"])

    def test_a_provider_that_is_away_leaves_everything_as_it_is(self, client, sandbox):
        order = waiting_order()
        started(order)
        visit(client, order)
        sandbox.faults = Faults(unavailable=True)
        assert headline(come_back(client, order)) == "We are confirming your payment"
        assert state(order) == ("pending_payment", ["pending"])

    def test_a_stranger_is_asked_for_number_and_mail(self, client, sandbox):
        order = waiting_order()
        sandbox.pay(started(order).provider_ref)
        answer = come_back(client, order)
        assert (answer.status_code, answer["Location"]) == (303, f"/orders/find/?number={order.number}")
        assert state(order) == ("pending_payment", ["pending"])
        form = client.get(answer["Location"]).context["form"]
        assert form["number"].value() == order.number

    def test_an_order_that_was_never_placed_is_no_different(self, client):
        assert client.get("/checkout/return/20260101-000000-AAAAAAAAAA/").status_code == 303

    def test_who_pays_by_transfer_has_nothing_to_come_back_from(self, client):
        order = placed_order(payment_method="bank_transfer", now=timezone.now())
        visit(client, order)
        assert come_back(client, order)["Location"] == order.get_absolute_url()


class TestPaying:
    def test_another_way_is_instructions_instead_of_a_page(self, client, sandbox):
        order = waiting_order()
        started(order)
        visit(client, order)
        answer = client.post(f"{order.get_absolute_url()}pay/", {"payment_method": "bank_transfer"})
        assert answer["Location"] == order.get_absolute_url()
        page = visit(client, order)
        assert page.context["instructions"].startswith("Transfer the total to Museum Bank")

    def test_a_provider_that_is_away_is_told_and_the_order_kept(self, client, sandbox):
        order = waiting_order()
        visit(client, order)
        sandbox.faults = Faults(unavailable=True)
        answer = client.post(f"{order.get_absolute_url()}pay/", {"payment_method": "sandbox"})
        assert answer["Location"] == order.get_absolute_url()
        told = [str(message) for message in visit(client, order).context["messages"]]
        assert told == [
            "The payment service does not answer just now. Nothing was charged, and your order is kept."
        ]
        assert state(order) == ("pending_payment", ["pending"])

    @pytest.mark.parametrize(
        ("method", "told"),
        [
            ("cash_on_delivery", "This order does not wait for a payment."),
            ("cowries", "This way of paying is not offered."),
            ("", "This way of paying is not offered."),
        ],
    )
    def test_ways_that_are_none(self, client, method, told):
        order = waiting_order()
        visit(client, order)
        client.post(f"{order.get_absolute_url()}pay/", {"payment_method": method})
        assert [str(message) for message in visit(client, order).context["messages"]] == [told]

    def test_an_order_that_has_ended_offers_no_way(self, client):
        order = waiting_order()
        cancel_order(order=order, actor=None, reason="", now=timezone.now())
        assert visit(client, order).context["ways_to_pay"] == []

    def test_nor_does_one_whose_time_is_over(self, client):
        order = placed_order(payment_method="sandbox", now=timezone.now() - timedelta(hours=1))
        page = visit(client, order)
        assert (page.context["ways_to_pay"], headline(page)) == ([], "The time to pay is over")

    def test_a_stranger_pays_nothing(self, client):
        order = waiting_order(user=UserFactory())
        url = f"{order.get_absolute_url()}pay/"
        assert client.post(url, {"payment_method": "sandbox"}).status_code == 404
        assert client.get(url).status_code == 405


def test_too_many_tries_are_asked_to_wait(client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "orders": (2, 60)}
    guess = {"number": "20260101-000000-AAAAAAAAAA", "email": "a@example.org"}
    answers = [client.post("/orders/find/", guess, REMOTE_ADDR="192.0.2.77") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert client.post("/checkout/", {}, REMOTE_ADDR="192.0.2.77").status_code == 429
    assert client.get("/orders/find/", REMOTE_ADDR="192.0.2.77").status_code == 200


def test_an_empty_search_for_an_order_says_what_is_missing(client):
    page = client.post("/orders/find/", {})
    assert page.context["form"].errors == {
        "number": ["This field is required."],
        "email": ["This field is required."],
    }

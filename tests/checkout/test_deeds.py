"""What somebody's orders do, all together."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checkout.captures import mark_paid
from checkout.deeds import Deed, deeds_to_date
from checkout.models import Order
from checkout.order_life import cancel_order, mark_delivered, ship_order
from checkout.refunds import Pieces, refund_amount, refund_pieces
from checkout.returns import Wanted, decide_return, request_return
from tests.factories.accounts import UserFactory
from tests.factories.checkout import filled_cart, order_cart
from tests.factories.problems import ClaimFactory
from tests.factories.products import ProductClaimFactory, stocked_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def claim():
    return ClaimFactory(statement="One bar pays for 0.1 litres", unit="litres", amount=Decimal("0.1"))


@pytest.fixture
def buy(user, claim, now):
    """Orders so many pieces of something that does the claim, and pays for them unless told otherwise."""

    def buy_pieces(quantity: int = 3, *, to=user, doing=claim, pays=True) -> Order:
        variant = stocked_variant()
        ProductClaimFactory(product=variant.product, claim=doing)
        cart = filled_cart(variant, quantity=quantity, user=to)
        order = order_cart(cart, user=to, now=now, payment_method="bank_transfer")
        return paid(order, now) if pays else order

    return buy_pieces


def paid(order: Order, now) -> Order:
    return mark_paid(payment=order.last_attempt, actor=None, reason="", now=now)


def sums(user) -> list[str]:
    return [f"{deed.amount.normalize()} {deed.unit}" for deed in deeds_to_date(user=user)]


def test_orders_add_up_by_claim_the_largest_first(buy, user, claim):
    trees = ClaimFactory(statement="One bar plants a tree", unit="trees", amount=1)
    buy(3)
    buy(4)
    buy(2, doing=trees)
    buy(9, to=UserFactory())
    assert deeds_to_date(user=user) == [
        Deed(Decimal("2.000"), "trees", "One bar plants a tree", trees.pk, trees.problem_id),
        Deed(Decimal("0.700"), "litres", "One bar pays for 0.1 litres", claim.pk, claim.problem_id),
    ]


def test_a_claim_stays_as_it_was_worded_and_when_it_is_gone(buy, user, claim):
    buy(3)
    claim.statement, claim.amount = "One bar pays for 0.2 litres", Decimal("0.2")
    claim.save()
    buy(1)
    worded = [(deed.statement, deed.amount) for deed in deeds_to_date(user=user)]
    assert worded == [
        ("One bar pays for 0.1 litres", Decimal("0.3")),
        ("One bar pays for 0.2 litres", Decimal("0.2")),
    ]
    claim.product_claims.all().delete()
    claim.delete()
    assert [(deed.amount, deed.claim_id, deed.room_id) for deed in deeds_to_date(user=user)] == [
        (Decimal("0.3"), None, claim.problem_id),
        (Decimal("0.2"), None, claim.problem_id),
    ]


def test_what_waits_for_its_money_does_nothing_yet(buy, user, now):
    order = buy(pays=False)
    assert sums(user) == []
    paid(order, now)
    assert sums(user) == ["0.3 litres"]


def test_cancelled_and_wholly_refunded_orders_do_nothing(buy, user, now):
    cancel_order(order=buy(), actor=None, reason="", now=now)
    order = buy()
    refund_amount(order=order, amount=order.total, reason="", actor=None, now=now)
    assert sums(user) == []


@pytest.mark.parametrize("fate", ["restock", "write_off", "keep"])
def test_pieces_that_were_paid_back_do_nothing(buy, user, now, fate):
    order = buy(3)
    ship_order(order=order, carrier="DHL", tracking_number="7", actor=None, now=now)
    mark_delivered(order=order, actor=None, now=now)
    refund_pieces(order=order, pieces=[Pieces(1, 1, fate)], reason="", actor=None, now=now)
    assert sums(user) == ["0.2 litres"]


def test_pieces_given_up_before_they_were_sent_do_nothing(buy, user, now):
    order = buy(3)
    refund_pieces(order=order, pieces=[Pieces(1, 2)], reason="", actor=None, now=now)
    assert sums(user) == ["0.1 litres"]


def test_money_back_for_no_piece_takes_nothing_away(buy, user, now):
    order = buy(3)
    refund_amount(order=order, amount=Decimal(1000), reason="late", actor=None, now=now)
    assert sums(user) == ["0.3 litres"]


def test_asking_to_send_something_back_takes_nothing_away(buy, user, now):
    order = buy(3)
    order = ship_order(order=order, carrier="DHL", tracking_number="7", actor=None, now=now).order
    order = mark_delivered(order=order, actor=None, now=now)
    request = request_return(order=order, wanted=[Wanted(1, 1, "damaged")], actor=user, now=now)
    decide_return(request=request, is_accepted=True, answer="", actor=None, now=now)
    assert sums(user) == ["0.3 litres"]


def test_the_receipts_of_the_orders_say_the_same(buy, user, now, client):
    client.force_login(user)
    orders = [buy(2), buy(3)]
    refund_pieces(order=orders[1], pieces=[Pieces(1, 1)], reason="", actor=None, now=now)
    told = [
        amount
        for order in orders
        for _line, _claim, amount in client.get(order.get_absolute_url()).context["claims"]
    ]
    assert told == [Decimal("0.2"), Decimal("0.2")]
    assert [deed.amount for deed in deeds_to_date(user=user)] == [sum(told)]


def test_one_question_for_any_number_of_orders(buy, user):
    for _ in range(4):
        buy(1)
    with CaptureQueriesContext(connection) as queries:
        assert sums(user) == ["0.4 litres"]
    assert len(queries) == 1

"""What is paid earns, what goes back takes back, and the database refuses what must never be."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from checkout.captures import mark_paid, mark_refund_sent
from checkout.goods_back import take_pieces_back
from checkout.impact_entries import earn_impact, reverse_impact
from checkout.models import ImpactEntry, ImpactReceipt, Order, OrderLineClaim, Payment, Refund
from checkout.order_life import (
    cancel_order,
    expire_overdue_orders,
    mark_delivered,
    ship_order,
    take_back_undelivered,
)
from checkout.refunds import Pieces, refund_amount, refund_pieces
from checkout.returns import Wanted, decide_return, receive_return, request_return
from tests.factories.checkout import NOW, filled_cart, order_cart
from tests.factories.problems import ClaimFactory
from tests.factories.products import ProductClaimFactory, counters, stocked_variant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=100)
FACTS = {"actor": None, "reason": "", "now": LATER}


@pytest.fixture
def claim():
    return ClaimFactory(statement="One bar pays for 0.1 litres", unit="litres", amount=Decimal("0.1"))


@pytest.fixture
def order(claim):
    """Four pieces that are to be paid by bank transfer."""
    return ordered(claim)


def ordered(claim, quantity: int = 4, **changes) -> Order:
    variant = stocked_variant()
    ProductClaimFactory(product=variant.product, claim=claim)
    return order_cart(
        filled_cart(variant, quantity=quantity), **{"payment_method": "bank_transfer", **changes}
    )


def paid(order: Order) -> Order:
    return mark_paid(payment=order.last_attempt, reason="", now=NOW)


def sent(order: Order) -> Order:
    return ship_order(order=order, carrier="", tracking_number="", actor=None, now=NOW).order


def written(order: Order) -> list[tuple[str, int, Decimal, int]]:
    entries = ImpactEntry.objects.filter(receipt__order=order).order_by("pk")
    return [(entry.kind, entry.pieces, entry.amount, entry.kept) for entry in entries]


EARNED = ("earned", 4, Decimal("0.400"), 4)
ALL_BACK = ("reversed", -4, Decimal("-0.400"), 0)


def test_what_is_paid_earns_once(order, claim):
    assert written(order) == []
    paid(order)
    paid(order)
    assert earn_impact(order=order, now=LATER) is None
    assert written(order) == [EARNED]
    entry = ImpactEntry.objects.get()
    frozen = OrderLineClaim.objects.get()
    assert (entry.statement, entry.unit, entry.evidence_version, entry.at) == (
        "One bar pays for 0.1 litres",
        "litres",
        frozen.evidence_version,
        NOW,
    )
    assert (entry.problem_id, entry.brand_id) == (
        claim.problem_id,
        frozen.line.variant.product.brand_id,
    )


def test_the_words_and_the_version_are_those_of_the_sale(order, claim):
    version = claim.save_revision()
    version.publish()
    again = ordered(claim)
    claim.refresh_from_db()
    claim.statement, claim.unit, claim.amount = "Said anew", "gallons", Decimal(9)
    claim.save_revision().publish()
    paid(again)
    entry = ImpactEntry.objects.get()
    assert (entry.statement, entry.unit, entry.amount, entry.evidence_version) == (
        "One bar pays for 0.1 litres",
        "litres",
        Decimal("0.4"),
        version.pk,
    )


def test_an_order_that_does_nothing_has_no_receipt():
    order = order_cart(filled_cart(stocked_variant()), payment_method="bank_transfer")
    paid(order)
    assert not ImpactReceipt.objects.exists()


def test_cash_on_delivery_earns_when_it_is_handed_over(claim):
    order = sent(ordered(claim, payment_method="cash_on_delivery"))
    assert written(order) == []
    mark_delivered(order=order, actor=None, now=LATER)
    assert written(order) == [EARNED]


def test_a_parcel_that_nobody_took_earns_nothing(claim):
    order = sent(ordered(claim, payment_method="cash_on_delivery"))
    take_back_undelivered(order=order, **FACTS)
    assert written(order) == []


def test_a_late_payment_earns_when_the_pieces_are_here_again_and_else_not(claim):
    late, gone = ordered(claim), ordered(claim)
    expire_overdue_orders(now=LATER)
    assert mark_paid(payment=late.last_attempt, reason="", now=LATER).status == "paid"
    order_cart(filled_cart(gone.lines.get().variant, quantity=counters(gone.lines.get().variant)[0]))
    assert mark_paid(payment=gone.last_attempt, reason="", now=LATER).status == "expired"
    assert (written(late), written(gone)) == ([EARNED], [])


def test_a_second_payment_earns_nothing_more(order):
    paid(order)
    second = Payment.objects.create(
        order=order, provider="bank_transfer", amount=order.total, currency="KRW", created_at=NOW
    )
    mark_paid(payment=second, reason="", now=LATER)
    assert written(order) == [EARNED]


def test_cancelled_after_its_payment_it_does_nothing(order):
    cancel_order(order=paid(order), **FACTS)
    assert written(order) == [EARNED, ALL_BACK]
    assert ImpactEntry.objects.get(kind="reversed").refund == Refund.objects.get()


def test_refunds_in_several_parts_take_back_in_as_many(order):
    paid(order)
    refund_pieces(order=order, pieces=[Pieces(1, 1)], **FACTS)
    refund_pieces(order=order, pieces=[Pieces(1, 2)], **FACTS)
    assert written(order) == [
        EARNED,
        ("reversed", -1, Decimal("-0.100"), 3),
        ("reversed", -2, Decimal("-0.200"), 1),
    ]


def test_money_for_no_piece_takes_nothing_back_until_all_of_it_is_back(order):
    paid(order)
    refund_amount(order=order, amount=Decimal(1000), **FACTS)
    assert written(order) == [EARNED]
    refund_amount(order=order, amount=order.total - 1000, **FACTS)
    assert written(order) == [EARNED, ALL_BACK]


def test_that_a_refund_could_not_be_sent_changes_nothing(order):
    refund = refund_pieces(order=paid(order), pieces=[Pieces(1, 4)], with_shipping=False, **FACTS)
    Payment.objects.filter(pk=refund.payment_id).update(status="failed")
    assert written(order) == [EARNED, ALL_BACK]
    Payment.objects.filter(pk=refund.payment_id).update(status="pending")
    mark_refund_sent(payment=refund.payment, provider_ref="", now=LATER)
    assert written(order) == [EARNED, ALL_BACK]


def test_pieces_that_came_back_count_no_longer_though_no_money_is_due(order):
    order = mark_delivered(order=sent(paid(order)), actor=None, now=NOW)
    take_pieces_back(order=order, pieces=[Pieces(1, 1, "write_off")], **FACTS)
    assert written(order) == [EARNED, ("reversed", -1, Decimal("-0.100"), 3)]


def test_a_return_takes_back_when_it_is_received(order):
    order = mark_delivered(order=sent(paid(order)), actor=None, now=NOW)
    request = request_return(order=order, wanted=[Wanted(1, 1, "damaged")], actor=None, now=NOW)
    decide_return(request=request, is_accepted=True, answer="", actor=None, now=NOW)
    assert written(order) == [EARNED]
    receive_return(request=request, pieces=[Pieces(1, 1)], with_shipping=True, actor=None, now=NOW)
    assert written(order) == [EARNED, ("reversed", -1, Decimal("-0.100"), 3)]


def test_asked_again_it_takes_back_nothing_more(order):
    refund_pieces(order=paid(order), pieces=[Pieces(1, 1)], **FACTS)
    assert reverse_impact(order=order, now=LATER) == 0
    assert len(written(order)) == 2


def copy(**changes) -> ImpactEntry:
    entry = ImpactEntry.objects.get()
    entry.pk, entry._state.adding = None, True
    for name, value in changes.items():
        setattr(entry, name, value)
    return entry


REFUSED = {
    "earned twice": {},
    "earned with the wrong sign": {"pieces": -1, "amount": Decimal("-0.1"), "kept": 3},
    "taken back with the wrong sign": {"kind": "reversed", "kept": 8},
    "more than there was": {"kind": "reversed", "pieces": -5, "amount": Decimal("-0.5"), "kept": -1},
    "another amount": {"kind": "reversed", "pieces": -1, "amount": Decimal("-0.2"), "kept": 3},
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(order, name):
    paid(order)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy(**REFUSED[name]).save()


def test_the_same_pieces_are_not_taken_back_twice(order):
    paid(order)
    back = copy(kind="reversed", pieces=-1, amount=Decimal("-0.1"), kept=3)
    back.save()
    back.pk, back._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        back.save()


def test_a_claim_of_a_line_stays_as_long_as_its_entries_and_goes_with_its_order(order):
    paid(order)
    with pytest.raises(RestrictedError):
        OrderLineClaim.objects.get().delete()
    with pytest.raises(RestrictedError):
        order.lines.get().delete()
    Order.objects.all().delete()
    assert (ImpactEntry.objects.count(), ImpactReceipt.objects.count()) == (0, 0)

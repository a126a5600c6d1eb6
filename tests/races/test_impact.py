"""Two who pay the same pieces back at the same moment: what they do is taken back once."""

import threading
from contextlib import suppress

import pytest
from django.db import IntegrityError
from django.utils import timezone

from checkout import impact_entries, refunds
from checkout.audit import audit_shop
from checkout.captures import mark_paid
from checkout.models import ImpactEntry, Order
from checkout.refunds import Pieces, TooManyPieces, refund_pieces
from tests.factories.checkout import filled_cart, order_cart
from tests.factories.museum import museum
from tests.factories.products import ProductClaimFactory, stocked_variant
from tests.races.buyers import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def refund():
    museum()
    variant = stocked_variant()
    ProductClaimFactory(product=variant.product)
    order = order_cart(filled_cart(variant, quantity=3), payment_method="bank_transfer")
    mark_paid(payment=order.last_attempt, reason="", now=timezone.now())
    return lambda: (
        refund_pieces(
            order=Order.objects.get(), pieces=[Pieces(1, 2)], reason="", actor=None, now=timezone.now()
        ).pk
    )


def taken_back() -> list[int]:
    return list(ImpactEntry.objects.filter(kind="reversed").values_list("pieces", flat=True))


@pytest.mark.postgres
def test_control_without_the_locks_both_take_back_and_only_the_table_refuses_one(monkeypatch, refund):
    """Both have read the ledger before either writes: without its constraint four of three pieces would be gone."""
    both_have_looked = threading.Barrier(2)
    reverse = impact_entries._reversed

    def wait_and_reverse(*args, **kwargs):
        with suppress(threading.BrokenBarrierError):
            both_have_looked.wait(timeout=10)
        return reverse(*args, **kwargs)

    monkeypatch.setattr(impact_entries, "_reversed", wait_and_reverse)
    monkeypatch.setattr(refunds, "lock_order", lambda order: order)
    monkeypatch.setattr(refunds, "lock_stock", lambda **kwargs: None)
    monkeypatch.setattr(refunds, "move_pieces", lambda **kwargs: None)
    monkeypatch.setattr(refunds, "step_to", lambda **kwargs: None)
    told = all_at_once([refund, refund])
    [refused] = [answer for answer in told if isinstance(answer, Exception)]
    assert isinstance(refused, IntegrityError)
    assert "impact_entry_follows_once" in str(refused)
    assert taken_back() == [-2]


def test_it_is_taken_back_once(refund):
    told = all_at_once([refund, refund])
    assert [type(answer) for answer in told if isinstance(answer, Exception)] == [TooManyPieces]
    assert taken_back() == [-2]
    assert audit_shop() == []

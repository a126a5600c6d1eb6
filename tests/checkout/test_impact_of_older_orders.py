"""Orders that were paid before there were entries of impact get them, as if there always had been."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from checkout.audit import audit_shop
from checkout.captures import mark_paid
from checkout.models import ImpactEntry, ImpactReceipt, Order
from checkout.order_life import cancel_order, mark_delivered, ship_order
from checkout.refunds import Pieces, refund_amount, refund_pieces
from tests.factories.checkout import NOW, filled_cart, order_cart
from tests.factories.problems import ClaimFactory
from tests.factories.products import ProductClaimFactory, stocked_variant

pytestmark = pytest.mark.django_db
FACTS = {"actor": None, "reason": "", "now": NOW}


def written() -> list[tuple]:
    entries = ImpactEntry.objects.order_by("receipt__order", "pk")
    return list(
        entries.values_list(
            "receipt__order", "kind", "pieces", "kept", "amount", "statement", "brand", "problem", "at"
        )
    )


@pytest.fixture
def buy():
    variant = stocked_variant(pieces=50)
    claim = ClaimFactory(amount=Decimal("0.1"))
    ProductClaimFactory(product=variant.product, claim=claim)

    def order(payment_method: str = "bank_transfer") -> Order:
        placed = order_cart(filled_cart(variant, quantity=3), payment_method=payment_method)
        if payment_method == "bank_transfer":
            mark_paid(payment=placed.last_attempt, reason="", now=NOW)
        return Order.objects.get(pk=placed.pk)

    return order


def test_they_get_what_the_rules_would_have_written(buy, monkeypatch):
    migration = import_module("checkout.migrations.0014_impact_of_older_orders")
    monkeypatch.setattr(migration, "AT_ONCE", 2)
    buy()
    refund_pieces(order=buy(), pieces=[Pieces(1, 2)], **FACTS)
    cancel_order(order=buy(), **FACTS)
    wholly = buy()
    refund_amount(order=wholly, amount=wholly.total, **FACTS)
    at_the_door = ship_order(
        order=buy("cash_on_delivery"), carrier="", tracking_number="", actor=None, now=NOW
    ).order
    mark_delivered(order=at_the_door, actor=None, now=NOW)
    cancel_order(order=buy("cash_on_delivery"), **FACTS)
    order_cart(filled_cart(stocked_variant()), payment_method="bank_transfer")
    before = written()
    codes = set(ImpactReceipt.objects.values_list("code", flat=True))
    ImpactReceipt.objects.all().delete()
    migration.write_entries(apps, None)
    assert written() == before
    assert ImpactReceipt.objects.exclude(code__in=codes).count() == len(codes) == 5
    migration.write_entries(apps, None)
    assert written() == before
    assert audit_shop() == []

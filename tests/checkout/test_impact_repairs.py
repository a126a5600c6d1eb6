"""Orders whose entries are missing, or count too much, get what the rules would have written."""

import json
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from checkout.audit import audit_shop
from checkout.captures import mark_paid
from checkout.models import ImpactEntry, ImpactReceipt, Order
from checkout.order_life import cancel_order
from checkout.refunds import Pieces, refund_pieces
from tests.factories.checkout import NOW, filled_cart, order_cart
from tests.factories.problems import ClaimFactory
from tests.factories.products import ProductClaimFactory, stocked_variant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
FACTS = {"actor": None, "reason": "", "now": LATER}


@pytest.fixture
def buy():
    variant = stocked_variant(pieces=50)
    for _claim in range(2):
        ProductClaimFactory(product=variant.product, claim=ClaimFactory(amount=Decimal("0.1")))

    def order() -> Order:
        placed = order_cart(filled_cart(variant, quantity=4), payment_method="bank_transfer")
        return mark_paid(payment=placed.last_attempt, reason="", now=NOW)

    return order


def written() -> list[tuple]:
    """All but the numbers of the rows, and why."""
    return sorted(
        ImpactEntry.objects.values_list(
            "receipt__order",
            "line_claim",
            "kind",
            "pieces",
            "kept",
            "amount",
            "statement",
            "brand",
            "problem",
            "at",
        )
    )


def run() -> dict:
    told = StringIO()
    call_command("mend_impact", "--format", "json", stdout=told)
    return json.loads(told.getvalue())


def broken() -> list[str]:
    return [finding.invariant.name for finding in audit_shop()]


def test_they_get_what_the_rules_would_have_written_and_a_second_time_nothing(buy):
    whole, half, partly, cancelled, untouched = (buy() for _order in range(5))
    for order in (half, partly):
        refund_pieces(order=order, pieces=[Pieces(1, 2)], **FACTS)
    cancel_order(order=cancelled, **FACTS)
    refund_pieces(order=untouched, pieces=[Pieces(1, 1)], **FACTS)
    before = written()
    ImpactReceipt.objects.filter(order__in=[whole, half]).delete()
    # Of these the refunds were not written down; of one a claim is missing as well.
    ImpactEntry.objects.filter(receipt__order__in=[partly, cancelled], kind="reversed").delete()
    ImpactEntry.objects.filter(receipt__order=partly, line_claim=partly.lines.get().claims.last()).delete()
    kept = set(ImpactEntry.objects.values_list("pk", flat=True))
    assert broken() == ["impact_of_lines", "impact_of_the_museum"]
    assert run() == {"mended": sorted(o.number for o in (whole, half, partly, cancelled)), "left": []}
    assert (broken(), written()) == ([], before)
    assert kept < set(ImpactEntry.objects.values_list("pk", flat=True))
    assert run() == {"mended": [], "left": []}
    assert written() == before


def test_entries_that_come_to_too_little_are_named_and_left(buy):
    order = buy()
    refund = refund_pieces(order=order, pieces=[Pieces(1, 1)], **FACTS)
    order.lines.update(released=0)
    refund.lines.all().delete()
    before = written()
    told = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("mend_impact", stdout=told)
    assert (ended.value.code, told.getvalue().splitlines()[-1]) == (1, "0 mended, 1 left")
    assert written() == before

from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from checkout.desk.steps import CancellingForm, find_step, take_step
from checkout.models import Order
from checkout.order_life import cancel_order
from checkout.statuses import IllegalStep
from tests.factories.accounts import UserFactory
from tests.factories.checkout import NOW, placed_order

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_a_step_is_judged_by_the_order_as_it_is_and_not_as_it_was_read():
    read_before = placed_order()
    Order.objects.update(status="cancelled")
    with pytest.raises(IllegalStep):
        take_step(
            step=find_step("packed"),
            order=read_before,
            details={},
            actor=UserFactory(),
            now=LATER,
        )
    assert (Order.objects.get().status, ModelLogEntry.objects.count()) == ("cancelled", 0)


def test_a_reason_longer_than_the_ledger_of_stock_keeps_is_told_the_limit():
    order, step = placed_order(), find_step("cancelled")
    form = CancellingForm({"reason": "x" * 201})
    assert form.errors == {"reason": ["Ensure this value has at most 200 characters (it has 201)."]}
    longest = CancellingForm({"reason": "x" * 200})
    assert longest.is_valid()
    take_step(step=step, order=order, details=longest.cleaned_data, actor=UserFactory(), now=LATER)
    assert order.lines.get().variant.stock_movements.get(kind="release").reason == "x" * 200


@pytest.mark.parametrize(("method", "may"), [("bank_transfer", True), ("cash_on_delivery", False)])
def test_late_money_is_looked_for_only_where_it_may_come(method, may):
    order = placed_order(payment_method=method)
    order = cancel_order(order=order, reason="", actor=None, now=LATER)
    assert find_step("paid").is_offered(order) is may

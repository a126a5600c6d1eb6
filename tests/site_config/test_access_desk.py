"""What each of seven visitors gets at every address of our own under /admin/, by every method."""

import pytest

from checkout.models import Order, OrderLine
from tests.factories.products import counters

pytestmark = [pytest.mark.slow, pytest.mark.long]


def test_the_desk(house):
    assert house.differences("desk") == ""


@pytest.mark.parametrize("visitor", ["another", "editor", "marketer"])
def test_a_closed_door_changes_nothing(house, visitor):
    order = Order.objects.get(pk=house.things["order"])
    line = OrderLine.objects.get(order=order)
    before = counters(line.variant)
    received = {"sku": line.sku, "kind": "receive", "quantity": "1", "reason": "mine"}
    house.visitors.send(visitor, "POST", f"/admin/orders/{order.pk}/packed/")
    house.visitors.send(visitor, "POST", "/admin/stock/", received)
    order.refresh_from_db()
    assert (order.status, counters(line.variant)) == ("confirmed", before)

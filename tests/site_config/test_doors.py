"""Which role opens which room of the admin: one table, every row asked."""

import pytest

from accounts.roles import ROLES, give_role, setup_roles
from checkout.models import Order, OrderLine
from tests.factories.accounts import UserFactory
from tests.factories.checkout import placed_order
from tests.factories.museum import museum
from tests.factories.products import counters

pytestmark = pytest.mark.django_db

DOORS = {
    "/admin/": {"editor", "marketer", "operator", "owner"},
    "/admin/day/": {"operator", "owner"},
    "/admin/orders/": {"operator", "owner"},
    "/admin/orders/?export=csv": {"operator", "owner"},
    "/admin/orders/inspect/{order}/": {"operator", "owner"},
    "/admin/orders/{order}/packed/": {"operator", "owner"},
    "/admin/orders/{order}/address/": {"operator", "owner"},
    "/admin/write-order/": {"operator", "owner"},
    "/admin/mails/": {"operator", "owner"},
    "/admin/transfers/": {"operator", "owner"},
    "/admin/mails/{order}/order_confirmation/": {"operator", "owner"},
    "/admin/payments/": {"operator", "owner"},
    "/admin/payments/?export=csv": {"operator", "owner"},
    "/admin/provider-messages/": {"operator", "owner"},
    "/admin/reports/customers/": {"owner"},
    "/admin/reports/customers/?export=csv": {"owner"},
    "/admin/reports/brand-sales/": {"marketer", "operator", "owner"},
    "/admin/stock/": {"operator", "owner"},
    "/admin/snippets/checkout/shippingmethod/": {"operator", "owner"},
    "/admin/snippets/checkout/shippingmethod/add/": {"operator", "owner"},
    "/admin/snippets/products/product/": {"editor", "marketer", "operator", "owner"},
    "/admin/snippets/products/product/add/": {"editor", "owner"},
    "/admin/snippets/products/category/": {"editor", "marketer", "operator", "owner"},
    "/admin/snippets/products/category/add/": {"owner"},
    "/admin/snippets/problems/claim/": {"editor", "marketer", "owner"},
    "/admin/snippets/problems/claim/add/": {"editor", "owner"},
    "/admin/snippets/brands/person/add/": {"editor", "owner"},
    "/admin/snippets/campaigns/advertslot/": {"marketer", "owner"},
    "/admin/snippets/campaigns/advertslot/add/": {"marketer", "owner"},
    "/admin/pages/{home}/edit/": {"editor", "owner"},
    "/admin/images/add/": {"editor", "marketer", "owner"},
    "/admin/users/": {"owner"},
    "/admin/groups/": {"owner"},
}


@pytest.fixture
def addresses():
    house = museum()
    setup_roles()
    order = placed_order()
    return {door: door.format(order=order.pk, home=house.home.pk) for door in DOORS}


@pytest.mark.parametrize("role", [None, *ROLES])
def test_the_table(client, addresses, role):
    if role:
        user = UserFactory()
        give_role(user=user, role=role)
        client.force_login(user)
    opened = {door for door, address in addresses.items() if client.get(address).status_code == 200}
    assert opened == {door for door, roles in DOORS.items() if role in roles}


@pytest.mark.parametrize("role", ["shopper", "editor", "marketer"])
def test_a_closed_door_changes_nothing(client, addresses, role):
    user = UserFactory()
    give_role(user=user, role=role)
    client.force_login(user)
    line = OrderLine.objects.get()
    before = counters(line.variant)
    client.post(addresses["/admin/orders/{order}/packed/"])
    client.post("/admin/stock/", {"sku": line.sku, "kind": "receive", "quantity": "1", "reason": "mine"})
    assert (Order.objects.get().status, counters(line.variant)) == ("confirmed", before)
